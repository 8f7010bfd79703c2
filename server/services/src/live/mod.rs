//! Tells open pages what changed.

mod hub;

pub use hub::{Listener, Live};
