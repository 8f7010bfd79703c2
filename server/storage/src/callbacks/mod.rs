//! What providers called with, kept before it is applied.

mod entity;
mod queries;
mod tallies;

pub use queries::{CallbackState, StoredCallback, claim, due, insert, purge, put_off, settle, waiting_of};
pub use tallies::{CallbackTally, Told, count_refused, count_taken, note_told, tally};
