//! Other e-mail addresses that people asked for, until the link that went there is opened.

mod entity;
mod queries;

pub use queries::{EmailChange, ask, drop_of_user, find_by_token, of_user, purge, take};
