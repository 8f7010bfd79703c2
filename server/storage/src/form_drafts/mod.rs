//! Forms that failed without JavaScript, kept for ten minutes.

mod entity;
mod queries;

pub use queries::{StoredDraft, find, insert, length, purge};
