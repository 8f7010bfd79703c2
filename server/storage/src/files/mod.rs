//! What lies in the folder of files, and when it goes.

mod entity;
mod queries;

pub use queries::{FileRecord, delete, exists, expired, insert, set_expiry, used};
