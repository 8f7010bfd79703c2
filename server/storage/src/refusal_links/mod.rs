//! Links by which people refuse commercial messages.

mod entity;
mod queries;

pub use queries::{RefusalLink, find, save};
