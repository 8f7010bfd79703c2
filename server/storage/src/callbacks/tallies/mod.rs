//! How the calls of a provider went, counted by account.

mod entity;
mod queries;

pub use queries::{CallbackTally, Told, count_refused, count_taken, note_told, tally};
