use std::collections::BTreeMap;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The format this release writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// What a backup begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// The release that wrote it, for people.
    pub release: String,
    /// ISO 8601, UTC.
    pub made_at: String,
    /// The migrations that made the schema, in no order.
    pub migrations: Vec<String>,
    /// Tables in the order in which they are restored.
    pub tables: Vec<TableHead>,
    pub first_message: Option<i64>,
}

/// A table and the columns of its rows, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    pub name: String,
    pub columns: Vec<String>,
}

/// What a backup ends with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub tables: BTreeMap<String, Sum>,
    pub files: Sum,
    /// Files that were deleted while the backup was made.
    pub gone: u64,
}

/// How much there is of something, and its SHA-256 in hexadecimal digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Rows of a table, or files.
    pub count: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// What a backup holds, as read from beginning to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub head: Head,
    pub end: End,
}

/// Sums up one table, or the files, on the way past.
#[derive(Default)]
pub(super) struct Summing {
    count: u64,
    bytes: u64,
    hash: Sha256,
}

impl Summing {
    pub fn count(&mut self, more: u64) {
        self.count += more;
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    pub fn sum(self) -> Sum {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Sum { count: self.count, bytes: self.bytes, sha256 }
    }
}

/// A file that is summed up on its way past.
pub(super) struct Passing<'s, R> {
    pub content: R,
    pub sum: &'s mut Summing,
}

impl<R: Read> Read for Passing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.sum.take(&buffer[..read]);
        Ok(read)
    }
}
