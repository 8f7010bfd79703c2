//! What the command line can ask for, one file each.

mod backup;
mod create_admin;
mod demo;
mod migrate;
mod open;
mod restore;
mod seat;
mod serve;
pub(crate) mod test_mode;
#[cfg(test)]
mod tests;

pub use backup::{backup, check_backup};
pub use create_admin::create_admin;
pub use migrate::migrate;
pub use restore::{release_restored, restore};
pub use serve::serve;

/// Why a command ended: told to the operator as it is.
pub type CommandError = Box<dyn std::error::Error + Send + Sync>;
