//! How the browser, a form and a program call the server: one path, one codec, one error.

mod codec;
mod error;

pub use codec::FormOrJson;
pub use error::{Answer, CallError};
