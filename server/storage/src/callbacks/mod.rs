//! What providers called with, kept before it is applied.

mod entity;
mod queries;

pub use queries::{CallbackState, StoredCallback, due, insert, purge, put_off, settle};
