use std::path::{Path, PathBuf};

use services::backups::{Contents, Lock, Source, check, write};
use storage::clock::{Clock, SystemClock};

use super::CommandError;
use crate::config::Settings;

/// Writes a backup, also while a server runs.
pub async fn backup(settings: Settings, file: PathBuf) -> Result<(), CommandError> {
    let lock = settings.backup.lock()?;
    is_there(&settings)?;
    let made = make(&settings.source(), &file, &lock).await?;
    println!("{}", summary(&made));
    if lock.is_open() {
        println!("It is not encrypted, and holds personal data: set BACKUP_PASSPHRASE or BACKUP_RECIPIENT.");
    }
    println!("The master key is not in it: keep a copy of that apart from the backups.");
    Ok(())
}

async fn make(source: &Source, file: &Path, lock: &Lock) -> Result<Contents, CommandError> {
    Ok(write(source, file, lock, SystemClock.now()).await?)
}

/// Reads a backup from beginning to end, and changes nothing.
pub async fn check_backup(settings: Settings, file: PathBuf) -> Result<(), CommandError> {
    let contents = check(&file, &settings.backup.unlock()?).await?;
    println!("The backup is whole. {}", summary(&contents));
    Ok(())
}

/// A reader would make an empty file of a mistyped path.
fn is_there(settings: &Settings) -> Result<(), CommandError> {
    match settings.sqlite_file() {
        Some(file) if !file.exists() => Err(format!("there is no database at {}", file.display()).into()),
        _ => Ok(()),
    }
}

pub(super) fn summary(contents: &Contents) -> String {
    let rows: u64 = contents.end.tables.values().map(|sum| sum.count).sum();
    let (tables, files) = (contents.end.tables.len(), contents.end.files.count);
    format!("It was made at {}: {rows} rows in {tables} tables, {files} files.", contents.head.made_at)
}
