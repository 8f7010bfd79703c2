//! The accepted references on disk, readable by another process while the sink runs.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Mutex;

use crate::sync::locked;

/// One line `reference TAB unix-microseconds-of-MAIL` per accepted message, written before its 250.
pub(super) struct Journal(Mutex<File>);

impl Journal {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self(Mutex::new(file)))
    }

    pub(super) fn append(&self, reference: &str, unix_micros: i64) -> io::Result<()> {
        // One write of the whole line: a reader never sees half of one but the last.
        let line = format!("{reference}\t{unix_micros}\n");
        locked(&self.0).write_all(line.as_bytes())
    }
}

/// Reads the references a sink has written to its journal, with the unix microseconds of their
/// MAIL FROM on the wall clock, in order of acceptance and with repeats. An unfinished last line is left out.
///
/// # Errors
/// When the file cannot be read.
pub fn read_journal(path: &Path) -> io::Result<Vec<(String, i64)>> {
    let mut reader = BufReader::new(File::open(path)?);
    let (mut entries, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line)? > 0 {
        let complete = line.strip_suffix('\n').and_then(|line| line.split_once('\t'));
        if let Some((reference, micros)) = complete {
            entries.extend(micros.parse().ok().map(|micros| (reference.to_owned(), micros)));
        }
        line.clear();
    }
    Ok(entries)
}
