//! What a backup holds of a database: a walk through every table at one instant, and the way back. The
//! same on SQLite and PostgreSQL, so that a backup of one may be restored into the other.

mod loader;
mod shape;
mod snapshot;
#[cfg(test)]
mod tests;

pub use loader::Loader;
pub use shape::TableShape;
pub use snapshot::{Piece, Snapshot};
