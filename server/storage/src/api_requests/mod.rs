//! What was asked for under keys that the asker chose, so that asking again does it once.

mod entity;
mod queries;

pub use queries::{ApiRequest, Known, begin, keep_answer, purge};
