//! What a call answered, as it travelled: text, until somebody who knows its type reads it.

use std::fmt::{self, Display};
use std::str::FromStr;

use domain::failure::{Failure, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{Answer, CallError};
use crate::json;

/// A call's answer in JSON. It has one type for all calls, so that what fetches, keeps and hands on
/// answers is in the browser's code once, and each page adds only the reading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Whether the call was carried out; else the text is a [`Failure`].
    done: bool,
    json: String,
}

impl Body {
    /// An answer that came over the wire.
    pub fn new(done: bool, json: String) -> Self {
        Self { done, json }
    }

    /// The answer to a call that was not made: reads as `None`.
    pub fn nothing() -> Self {
        Self::new(true, "null".to_owned())
    }

    /// A failure that no server told.
    pub fn failed(problem: Problem) -> Self {
        Self::new(false, ["{\"problem\":\"", problem.word(), "\"}"].concat())
    }

    /// An answer made in this process.
    pub fn of<T: Serialize>(answer: &Answer<T>) -> Self {
        let json = match answer {
            Ok(value) => serde_json::to_string(value),
            Err(CallError(failure)) => serde_json::to_string(failure),
        };
        Self::new(answer.is_ok(), json.unwrap_or_default())
    }

    pub fn is_done(&self) -> bool {
        self.done
    }

    /// What went wrong, if something did.
    pub fn failure(&self) -> Option<Failure> {
        let read = || json::read(&self.json).unwrap_or_else(|_| Failure::new(Problem::Internal));
        (!self.done).then(read)
    }

    /// Reads the answer as the type its call has.
    ///
    /// # Errors
    /// The call's failure; `Malformed` when the text is of another type.
    pub fn read<T: DeserializeOwned>(&self) -> Answer<T> {
        match self.failure() {
            Some(failure) => Err(CallError(failure)),
            None => json::read(&self.json).map_err(|_| CallError(Problem::Malformed.into())),
        }
    }
}

/// The form in which answers stand in the page for the browser to take up.
impl Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.done { "+" } else { "-" })?;
        f.write_str(&self.json)
    }
}

impl FromStr for Body {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (done, json) = match text.split_at_checked(1) {
            Some(("+", json)) => (true, json),
            Some(("-", json)) => (false, json),
            _ => return Err(()),
        };
        Ok(Self::new(done, json.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_out_of_the_page_as_it_went_in() {
        let body = Body::of(&Ok(vec!["Ayşe \"Y\""]));
        assert_eq!(body.to_string().parse(), Ok(body.clone()));
        assert_eq!(body.read::<Vec<String>>(), Ok(vec!["Ayşe \"Y\"".to_owned()]));
    }

    #[test]
    fn a_failure_keeps_its_problem() {
        let body = Body::failed(Problem::StaleTab);
        let read = body.to_string().parse::<Body>().map(|body| body.read::<u32>());
        assert_eq!(read, Ok(Err(CallError(Problem::StaleTab.into()))));
    }

    #[test]
    fn a_call_that_was_not_made_reads_as_none() {
        assert_eq!(Body::nothing().read::<Option<u32>>(), Ok(None));
    }

    #[test]
    fn an_answer_of_another_type_is_malformed() {
        let read = Body::new(true, "\"text\"".to_owned()).read::<u32>();
        assert_eq!(read, Err(CallError(Problem::Malformed.into())));
    }
}
