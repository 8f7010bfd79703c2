//! What provider accounts charge.

mod entity;
mod queries;

pub use queries::{of_account, replace};
