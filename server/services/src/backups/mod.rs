//! Backups: everything the installation holds but its master key, in one file, while it runs; and the way
//! back onto an empty one. The file is a tar archive, compressed by zstd and perhaps encrypted by age, so
//! that it can be looked into without this program.

mod archive;
mod check;
mod error;
mod hold;
mod load;
mod lock;
mod schedule;
#[cfg(test)]
mod tests;
mod write;

pub use archive::{Contents, Head, Sum};
pub use check::check;
pub use error::BackupError;
pub use hold::{Held, hold_restored, missing_masters, release_restored};
pub use load::{beside, load};
pub use lock::{Lock, Unlock};
pub use schedule::{BackupPlan, BackupState, Backups};
pub use write::{Source, write};
