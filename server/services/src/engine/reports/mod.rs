//! What providers say about messages they took: asked for, and pushed.

mod apply;
mod calls;
mod convert;
mod pull;
mod schedule;

pub use calls::{CallbackAnswer, CallbackCall};
pub(super) use schedule::Pulls;
