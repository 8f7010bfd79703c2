//! Sending messages.

mod accept;
mod body;
mod call;
mod content;
mod course;
mod validate;

pub(super) use body::{Component, Parameter};
pub(super) use call::send;
