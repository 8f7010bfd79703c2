//! Tells open pages what changed.

mod hub;
mod tell;
#[cfg(test)]
mod tests;

pub use hub::{Listener, Live};
