//! Listening to changes on the server while a page is open.

mod changes;
#[cfg_attr(not(feature = "hydrate"), path = "event_source_none.rs")]
mod event_source;

pub use changes::use_changes;
