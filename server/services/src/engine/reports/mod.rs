//! What providers say about messages they took: asked for, and pushed.

mod apply;
mod calls;
mod convert;
mod inbound;
mod pull;
mod schedule;
mod speaker;
mod take;
mod tell;

pub use calls::{CallbackAnswer, CallbackCall};
pub(super) use convert::message_name;
pub(super) use schedule::Pulls;
pub(super) use tell::Telling;
