//! Versions of documents, and the proof of who saw and accepted them.

mod event_entity;
mod events;
mod text_entity;
mod texts;
mod version_entity;
mod versions;

pub use events::{PolicyEvent, acts_of, find_act, is_accepted_for, record};
pub use texts::{PolicyText, find_text, keep_text};
pub use versions::{PolicyVersion, find, insert, latest, latest_of_all, versions};
