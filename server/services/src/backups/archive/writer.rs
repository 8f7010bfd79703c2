use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc::Receiver;
use zstd::Encoder;

use super::contents::{Contents, End, Head, Passing, Summing};
use super::{END, FILES, HEAD, TABLES};
use crate::backups::BackupError;
use crate::backups::lock::{Lock, Sealing};

/// What comes into an archive after its head.
#[derive(Debug)]
pub enum Item {
    Rows {
        table: String,
        rows: u64,
        json: String,
    },
    /// A file below `files`, which may be gone by now.
    File {
        name: PathBuf,
        from: PathBuf,
    },
    /// All came; without it the archive is not ended.
    Last,
}

/// Writes an archive of what comes, one item in memory at a time. Blocks.
///
/// # Errors
/// Files; [`BackupError::BrokenOff`] when the last item does not come.
pub fn write(
    file: File,
    lock: &Lock,
    head: Head,
    mut items: Receiver<Item>,
) -> Result<Contents, BackupError> {
    let mut writer = Writer::begin(lock.wrap(file)?, &head)?;
    loop {
        match items.blocking_recv() {
            Some(Item::Rows { table, rows, json }) => writer.rows(table, rows, &json)?,
            Some(Item::File { name, from }) => writer.file(&name, &from)?,
            Some(Item::Last) => break,
            None => return Err(BackupError::BrokenOff),
        }
    }
    Ok(Contents { end: writer.end(&head)?, head })
}

struct Writer {
    tar: Builder<Encoder<'static, Sealing>>,
    tables: BTreeMap<String, Summing>,
    files: Summing,
    gone: u64,
    pieces: u64,
}

impl Writer {
    fn begin(sealing: Sealing, head: &Head) -> Result<Self, BackupError> {
        let tar = Builder::new(Encoder::new(sealing, zstd::DEFAULT_COMPRESSION_LEVEL)?);
        let mut writer = Self { tar, tables: BTreeMap::new(), files: Summing::default(), gone: 0, pieces: 0 };
        writer.json(HEAD, head)?;
        Ok(writer)
    }

    fn rows(&mut self, table: String, rows: u64, json: &str) -> io::Result<()> {
        self.pieces += 1;
        append(&mut self.tar, format!("{TABLES}/{table}/{:08}.json", self.pieces), json.as_bytes())?;
        let sum = self.tables.entry(table).or_default();
        sum.count(rows);
        sum.take(json.as_bytes());
        Ok(())
    }

    fn file(&mut self, name: &Path, from: &Path) -> io::Result<()> {
        let file = match File::open(from) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.gone += 1;
                return Ok(());
            }
            other => other?,
        };
        let size = file.metadata()?.len();
        self.files.count(1);
        let content = Passing { content: file.take(size), sum: &mut self.files };
        self.tar.append_data(&mut header(size), Path::new(FILES).join(name), content)
    }

    fn end(mut self, head: &Head) -> Result<End, BackupError> {
        for table in &head.tables {
            self.tables.entry(table.name.clone()).or_default();
        }
        let tables = std::mem::take(&mut self.tables).into_iter().map(|(name, sum)| (name, sum.sum()));
        let files = std::mem::take(&mut self.files).sum();
        let end = End { tables: tables.collect(), files, gone: self.gone };
        self.json(END, &end)?;
        self.tar.into_inner()?.finish()?.finish()?;
        Ok(end)
    }

    fn json(&mut self, name: &str, value: &impl Serialize) -> Result<(), BackupError> {
        let text = serde_json::to_vec(value).map_err(io::Error::from)?;
        Ok(append(&mut self.tar, name, &text)?)
    }
}

fn append(tar: &mut Builder<Encoder<'_, Sealing>>, name: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    tar.append_data(&mut header(bytes.len() as u64), name, bytes)
}

fn header(size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(size);
    header
}
