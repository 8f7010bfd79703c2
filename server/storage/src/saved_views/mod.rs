//! Filters of lists that members gave a name.

mod queries;

pub use queries::{SavedView, count, delete, of_member, save};
