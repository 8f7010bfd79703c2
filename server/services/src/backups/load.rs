use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;
use storage::backup::Loader;
use tokio::sync::mpsc;
use tokio::sync::mpsc::{Receiver, Sender};

use super::archive::{self, Contents, Entry, Head};
use super::{BackupError, Source, Unlock};
use crate::secrets::{owner_only, owner_only_folders};

/// Pieces on their way from the file into the database.
const ON_THE_WAY: usize = 2;

type Rows = (String, String);

/// Restores a backup into a database that has its schema and nobody in it, and into an empty folder of
/// files; all rows or none. Answers what was restored, rows counted as the database took them.
///
/// # Errors
/// What is wrong with the backup; the database; files.
pub async fn load(path: &Path, unlock: &Unlock, head: &Head, into: &Source) -> Result<Contents, BackupError> {
    let loader = Loader::open(into.database.expose_secret(), head.first_message).await?;
    let (pieces, coming) = mpsc::channel(ON_THE_WAY);
    let (path, unlock, files) = (path.to_owned(), unlock.clone(), into.files.clone());
    let reading = tokio::task::spawn_blocking(move || read(&path, &unlock, &files, &pieces));
    let taken = take(&loader, head, coming).await;
    let read = reading.await.unwrap_or(Err(BackupError::BrokenOff));
    // Where the database refuses, the reader only says that nobody listens any more.
    let (counts, contents) = (taken?, read?);
    if contents.end.tables.iter().any(|(name, sum)| counts.get(name).copied().unwrap_or(0) != sum.count) {
        return Err(BackupError::Damaged);
    }
    loader.finish().await?;
    Ok(contents)
}

fn read(path: &Path, unlock: &Unlock, files: &Path, pieces: &Sender<Rows>) -> Result<Contents, BackupError> {
    archive::read(path, unlock, |entry| match entry {
        Entry::Rows { table, json } => {
            pieces.blocking_send((table.to_owned(), json)).map_err(|_| BackupError::BrokenOff)
        }
        Entry::File { name, content } => keep(&files.join(name), content),
    })
}

fn keep(path: &Path, content: &mut dyn io::Read) -> Result<(), BackupError> {
    if let Some(folder) = path.parent() {
        owner_only_folders().create(folder)?;
    }
    let mut file = owner_only().write(true).create_new(true).open(path)?;
    io::copy(content, &mut file).map_err(BackupError::in_archive)?;
    Ok(file.sync_all()?)
}

async fn take(
    loader: &Loader,
    head: &Head,
    mut pieces: Receiver<Rows>,
) -> Result<BTreeMap<String, u64>, BackupError> {
    let columns: BTreeMap<_, _> =
        head.tables.iter().map(|table| (table.name.as_str(), &table.columns)).collect();
    let mut counts = BTreeMap::new();
    while let Some((table, json)) = pieces.recv().await {
        let columns = columns.get(table.as_str()).ok_or(BackupError::Damaged)?;
        let rows = loader.take(&table, columns, json).await?;
        *counts.entry(table).or_default() += rows;
    }
    Ok(counts)
}

/// Where the files of a restore lie until it is done.
pub fn beside(files: &Path) -> PathBuf {
    let mut name = files.as_os_str().to_owned();
    name.push(".restoring");
    PathBuf::from(name)
}
