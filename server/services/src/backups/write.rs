use std::path::{Path, PathBuf};

use domain::time::Timestamp;
use futures::TryStreamExt;
use secrecy::{ExposeSecret, SecretString};
use storage::backup::Snapshot;
use tokio::sync::mpsc;
use tokio::sync::mpsc::Sender;

use super::archive::{self, Contents, FORMAT, Head, Item, TableHead};
use super::{BackupError, Lock};
use crate::files::path_below;
use crate::secrets::owner_only;

/// Pieces on their way from the database into the file.
const ON_THE_WAY: usize = 2;

/// What is backed up.
#[derive(Debug, Clone)]
pub struct Source {
    /// `sqlite:…` or `postgres://…`.
    pub database: SecretString,
    /// Where the files of the companies lie.
    pub files: PathBuf,
}

/// Writes a backup into a new file, while others go on writing; the file is there when all of it is.
///
/// # Errors
/// [`BackupError::Exists`]; the database; files.
pub async fn write(source: &Source, to: &Path, lock: &Lock, now: Timestamp) -> Result<Contents, BackupError> {
    if to.exists() {
        return Err(BackupError::Exists);
    }
    let unfinished = unfinished(to);
    let written = write_to(source, &unfinished, lock, now).await;
    if written.is_err() {
        // What is left of it is in nobody's way, and the reason why there is no backup matters more.
        let _ = tokio::fs::remove_file(&unfinished).await;
        return written;
    }
    tokio::fs::rename(&unfinished, to).await?;
    written
}

/// The name of a backup that is being written.
pub(super) fn unfinished(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

pub(super) async fn write_to(
    source: &Source,
    to: &Path,
    lock: &Lock,
    now: Timestamp,
) -> Result<Contents, BackupError> {
    let snapshot = Snapshot::open(source.database.expose_secret()).await?;
    let head = head(&snapshot, now).await?;
    let file = owner_only().write(true).create(true).truncate(true).open(to)?;
    let (items, coming) = mpsc::channel(ON_THE_WAY);
    let lock = lock.clone();
    let writing = tokio::task::spawn_blocking(move || archive::write(file, &lock, head, coming));
    let fed = feed(snapshot, source, &items).await;
    drop(items);
    match (fed, writing.await.unwrap_or(Err(BackupError::BrokenOff))) {
        // Nobody takes items any more: the writer says why.
        (Err(BackupError::BrokenOff), written) => written,
        (Err(error), _) => Err(error),
        (Ok(()), written) => written,
    }
}

async fn head(snapshot: &Snapshot, now: Timestamp) -> Result<Head, BackupError> {
    let tables = snapshot.tables().iter().map(|table| TableHead {
        name: table.name.clone(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
    });
    Ok(Head {
        format: FORMAT,
        release: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.to_iso8601(),
        migrations: snapshot.migrations().to_vec(),
        tables: tables.collect(),
        first_message: snapshot.first_message().await?,
    })
}

/// Rows first, all of one instant; a file is complete before a row knows of it.
async fn feed(snapshot: Snapshot, source: &Source, items: &Sender<Item>) -> Result<(), BackupError> {
    for table in snapshot.tables() {
        let mut pieces = snapshot.pieces(table).await?;
        while let Some(piece) = pieces.try_next().await? {
            give(items, Item::Rows { table: table.name.clone(), rows: piece.rows, json: piece.json }).await?;
        }
    }
    let files = snapshot.files().await?;
    snapshot.close().await?;
    for (company, file) in files {
        let name = path_below(company, file);
        give(items, Item::File { from: source.files.join(&name), name }).await?;
    }
    give(items, Item::Last).await
}

async fn give(items: &Sender<Item>, item: Item) -> Result<(), BackupError> {
    items.send(item).await.map_err(|_| BackupError::BrokenOff)
}
