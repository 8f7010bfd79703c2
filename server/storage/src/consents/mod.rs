//! What addresses said about commercial messages.

mod entity;
mod queries;

pub use queries::{StoredConsent, of_addresses, record};
