//! Mails of the platform itself on their way.

mod entity;
mod queries;

pub use queries::{StoredMail, insert, waiting, wipe};
