//! How the browser, a form and a program call the server: one path, one codec, one error.

#[cfg_attr(not(feature = "ssr"), path = "answered_by_fetch.rs")]
mod answered;
mod ask;
mod body;
mod codec;
mod error;
#[cfg_attr(not(feature = "hydrate"), path = "fetch_none.rs")]
pub(crate) mod fetch;
mod request;

pub use ask::{Asked, ask, ask_by_post, ask_if};
pub use body::Body;
pub use codec::FormOrJson;
pub use error::{Answer, CallError};
pub use request::Request;
