use std::path::Path;

use super::archive::{self, Contents};
use super::{BackupError, Unlock};

/// Reads a backup from beginning to end, and changes nothing.
///
/// # Errors
/// What is wrong with it.
pub async fn check(path: &Path, unlock: &Unlock) -> Result<Contents, BackupError> {
    let (path, unlock) = (path.to_owned(), unlock.clone());
    let reading = tokio::task::spawn_blocking(move || archive::read(&path, &unlock, |_| Ok(())));
    reading.await.unwrap_or(Err(BackupError::BrokenOff))
}
