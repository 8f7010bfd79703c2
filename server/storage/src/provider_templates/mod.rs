//! Templates that providers keep and approve.

mod entity;
mod queries;

pub use queries::{StoredTemplate, of_account, replace, set_status};
