//! The error of every call: the domain's closed list, as the server-function machinery wants it.

use domain::failure::{Failure, Problem};
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// What a call answers.
pub type Answer<T> = Result<T, CallError>;

/// A [`Failure`] on its way through a server function. Nothing of a cause fits into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallError(pub Failure);

impl From<Failure> for CallError {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        let problem = match error {
            E::Args(_) | E::MissingArg(_) => Problem::Malformed,
            // The same word means a bad body on the server and an unreadable answer in the browser.
            E::Deserialization(_) => Problem::Malformed,
            E::Request(_) => Problem::Unreachable,
            _ => Problem::Internal,
        };
        Self(problem.into())
    }
}
