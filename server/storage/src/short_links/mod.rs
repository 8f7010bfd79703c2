//! Short addresses: where they lead, and how often. Who opened one is not kept.

mod entity;
mod queries;
mod record;

pub(crate) use queries::forget_contact;
pub use queries::{count_opened, find, list, purge, save};
pub use record::{Destination, OpenedCount, ShortLink};
