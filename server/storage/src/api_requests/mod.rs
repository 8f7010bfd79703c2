//! What programs asked for under keys of their own.

mod entity;
mod queries;

pub use queries::{ApiRequest, is_same};
