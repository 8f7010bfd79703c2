//! The folder of the files: readable by nobody but the program.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::{File, OpenOptions};

use crate::secrets::{owner_only, owner_only_folders};

/// Makes a file that must not be there yet, and the folder it lies in.
pub(super) async fn create(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        owner_only_folders().create(folder)?;
    }
    let mut options = owner_only();
    options.write(true).create_new(true);
    OpenOptions::from(options).open(path).await
}

/// Removes a file; one that is gone already is fine.
pub(super) async fn remove(path: &Path) -> io::Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The files in the folders of a folder; none when it does not exist.
pub(super) async fn list(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in entries(root).await? {
        files.extend(entries(&folder).await?);
    }
    Ok(files)
}

async fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut reading = match tokio::fs::read_dir(folder).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut paths = Vec::new();
    while let Some(entry) = reading.next_entry().await? {
        paths.push(entry.path());
    }
    Ok(paths)
}
