//! One way to the database: readers for pages, and one writer that commits in groups.

mod connect;
mod handle;
mod job;
mod options;
mod writer;

pub use connect::backend_of;
pub(crate) use connect::{one_reader, one_writer};
pub use handle::{Db, Work};
pub use options::DbOptions;
pub(crate) use writer::Lane;
