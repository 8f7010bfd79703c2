//! Versions of documents, and the proof of who saw and accepted them.

mod event_entity;
mod events;
mod version_entity;
mod versions;

pub use events::{PolicyEvent, acts_of, record};
pub use versions::{PolicyVersion, find, insert, latest, latest_of_all};
