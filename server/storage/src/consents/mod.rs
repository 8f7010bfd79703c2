//! What addresses said about commercial messages.

mod entity;
mod queries;

pub use queries::{Refusal, StoredConsent, of_addresses, record, refusals};
