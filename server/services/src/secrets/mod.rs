//! Secrets at rest: master keys, data keys wrapped by them, and sealed values.

#[cfg_attr(not(unix), path = "file_mode_other.rs")]
mod file_mode;
mod key_source;
mod master_keys;
mod sealed;
mod sealing;
mod token;
mod vault;

pub(crate) use file_mode::{owner_only, owner_only_folders};
pub use key_source::{KeySource, LoadedKeys};
pub use master_keys::{KeyId, MasterKeys};
pub use sealed::Sealed;
pub(crate) use sealing::random_bytes;
pub use sealing::{DataKey, KeyScope, SecretLabel, SecretPlace};
pub use token::{Token, TokenHash};
pub use vault::Vault;

use std::path::PathBuf;

/// Why a secret could not be kept or read. Never holds any part of a secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error("there is no master key: set MASTER_KEY, or put the key file back at {0}")]
    KeyMissing(PathBuf),
    #[error("the master key is one that is printed in the sources: it serves the demo mode only")]
    KeyIsPublic,
    #[error("the master key file holds no readable key: each line is `id:` and 32 bytes in base64")]
    KeyUnreadable,
    #[error("the master key `{0}` is not among the configured ones: put it back to read what it sealed")]
    KeyUnknown(KeyId),
    #[error("the key file {path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("the system gives no random bytes: {0}")]
    NoRandom(rand::rand_core::OsError),
    #[error("a sealed value does not open: it was changed, cut, or moved from another place")]
    NotAuthentic,
}
