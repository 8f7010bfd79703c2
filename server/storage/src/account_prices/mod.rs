//! What provider accounts charge, and from which day on.

mod entity;
mod queries;

pub use queries::{of_account, remove, set};
