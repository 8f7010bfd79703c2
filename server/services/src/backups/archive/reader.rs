use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use serde::de::DeserializeOwned;
use tar::Archive;
use zstd::Decoder;

use super::contents::{Contents, End, FORMAT, Head, Passing, Summing};
use super::{END, FILES, HEAD, Sum, TABLES};
use crate::backups::BackupError;
use crate::backups::lock::Unlock;

/// The longest piece of rows: one row may be as long as a message's pictures.
const LONGEST: u64 = 256 << 20;

/// What stands in an archive, in its order.
pub enum Entry<'e> {
    Rows {
        table: &'e str,
        json: String,
    },
    /// A file: its path below `files`, which leads nowhere else.
    File {
        name: &'e Path,
        content: &'e mut dyn Read,
    },
}

/// Reads an archive from beginning to end and shows each part to `look`. What it says of itself is
/// compared at the end: until this returns, nothing that was seen is sure. Blocks.
///
/// # Errors
/// [`BackupError::NoBackup`], [`BackupError::Damaged`], [`BackupError::Newer`] for a newer format, what
/// opens an encrypted one, and whatever `look` answers.
pub fn read(
    path: &Path,
    unlock: &Unlock,
    mut look: impl FnMut(Entry<'_>) -> Result<(), BackupError>,
) -> Result<Contents, BackupError> {
    let plain = Decoder::new(unlock.open(path)?).map_err(BackupError::in_archive)?;
    let mut archive = Archive::new(plain);
    let mut entries = archive.entries().map_err(BackupError::in_archive)?;
    let head = begin(entries.next())?;
    let mut sums = Sums::default();
    for entry in entries {
        let mut entry = entry.map_err(BackupError::in_archive)?;
        let name = entry.path().map_err(BackupError::in_archive)?.into_owned();
        if name == Path::new(END) {
            let end: End = json(&mut entry)?;
            return if sums.agree(&head, &end) {
                Ok(Contents { head, end })
            } else {
                Err(BackupError::Damaged)
            };
        }
        sums.show(&name, &mut entry, &mut look)?;
    }
    Err(BackupError::Damaged)
}

fn begin(first: Option<io::Result<tar::Entry<'_, impl Read>>>) -> Result<Head, BackupError> {
    let mut first = first.ok_or(BackupError::NoBackup)?.map_err(BackupError::in_archive)?;
    if first.path().ok().as_deref() != Some(Path::new(HEAD)) {
        return Err(BackupError::NoBackup);
    }
    let head: serde_json::Value = json(&mut first)?;
    if head["format"].as_u64() > Some(u64::from(FORMAT)) {
        return Err(BackupError::Newer);
    }
    serde_json::from_value(head).map_err(|_| BackupError::Damaged)
}

fn json<T: DeserializeOwned>(entry: &mut impl Read) -> Result<T, BackupError> {
    serde_json::from_str(&text(entry)?).map_err(|_| BackupError::Damaged)
}

fn text(entry: &mut impl Read) -> Result<String, BackupError> {
    let mut text = String::new();
    entry.take(LONGEST).read_to_string(&mut text).map_err(BackupError::in_archive)?;
    Ok(text)
}

#[derive(Default)]
struct Sums {
    tables: BTreeMap<String, Summing>,
    files: Summing,
}

impl Sums {
    fn show(
        &mut self,
        name: &Path,
        entry: &mut impl Read,
        look: &mut impl FnMut(Entry<'_>) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let parts: Option<Vec<_>> = name.components().map(plain).collect();
        match parts.as_deref() {
            Some([TABLES, table, _]) => {
                let json = text(entry)?;
                self.tables.entry((*table).to_owned()).or_default().take(json.as_bytes());
                look(Entry::Rows { table, json })
            }
            Some([FILES, folder, file]) => {
                self.files.count(1);
                let mut content = Passing { content: entry, sum: &mut self.files };
                look(Entry::File { name: &PathBuf::from(folder).join(file), content: &mut content })?;
                io::copy(&mut content, &mut io::sink()).map(drop).map_err(BackupError::in_archive)
            }
            _ => Err(BackupError::Damaged),
        }
    }

    /// Rows are counted by whoever restores them.
    fn agree(mut self, head: &Head, end: &End) -> bool {
        for table in &head.tables {
            self.tables.entry(table.name.clone()).or_default();
        }
        let found: Vec<_> = self.tables.into_iter().map(|(name, sum)| (name, sum.sum())).collect();
        let same = |(name, sum): &(String, Sum)| {
            let said = end.tables.get(name);
            said.is_some_and(|said| (sum.bytes, &sum.sha256) == (said.bytes, &said.sha256))
        };
        found.len() == end.tables.len() && found.iter().all(same) && self.files.sum() == end.files
    }
}

/// A part of a path that leads nowhere else.
fn plain(part: Component<'_>) -> Option<&str> {
    match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    }
}
