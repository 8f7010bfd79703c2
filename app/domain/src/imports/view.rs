use serde::{Deserialize, Serialize};

use super::field::ImportField;
use super::file::{FileEncoding, FileFormat, Separator};
use super::reason::RejectReason;
use super::state::ImportState;
use crate::contacts::TagBadge;
use crate::failure::Problem;
use crate::id::ImportId;
use crate::time::Timestamp;

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    pub id: ImportId,
    pub file_name: String,
    pub state: ImportState,
    pub created: Timestamp,
    pub counts: ImportCounts,
}

/// What became of the rows so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Rows of the list.
    pub total: u32,
    /// Rows looked at.
    pub done: u32,
    /// New cards.
    pub added: u32,
    /// Rows of customers that were known: their cards were completed.
    pub updated: u32,
    /// Rows that were not taken in.
    pub refused: u32,
    /// Rows that were taken in without a part that could not be read.
    pub partial: u32,
}

/// An import in full: its progress while it runs, its result afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub id: ImportId,
    pub file_name: String,
    pub format: FileFormat,
    pub state: ImportState,
    /// Why it failed.
    pub problem: Option<Problem>,
    pub created: Timestamp,
    pub created_by: String,
    pub started: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub counts: ImportCounts,
    /// Rows a second, over the whole run; 0 before the first piece.
    pub rate: u32,
    /// Seconds until the end at that rate, while it runs.
    pub remaining: Option<u32>,
    pub reasons: Vec<RejectCount>,
    /// The first refused rows.
    pub examples: Vec<RejectedRow>,
    /// The tag that everybody in the list got.
    pub tag: Option<TagBadge>,
}

/// Rows refused, or taken in incompletely, for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectCount {
    pub reason: RejectReason,
    pub refused: u32,
    pub partial: u32,
}

/// A row that was refused, or taken in without a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// The number of the row in the list, from 1, as a spreadsheet counts.
    pub line: u32,
    pub reason: RejectReason,
    /// What could not be read.
    pub text: String,
    /// Whether the row was taken in without it.
    pub partial: bool,
}

/// What was recognised in an uploaded list, and how its first rows would be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    pub import: ImportId,
    pub file_name: String,
    pub format: FileFormat,
    pub encoding: Option<FileEncoding>,
    pub separator: Option<Separator>,
    /// Rows above the first contact, the header among them.
    pub skip_rows: u32,
    pub columns: Vec<ColumnView>,
    /// Rows of the list without those above.
    pub rows: u32,
    pub first: Vec<PreviewRow>,
    /// The tag that everybody will get.
    pub tag: String,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// What stands above it; empty without a header.
    pub name: String,
    pub field: ImportField,
    /// A few of its cells.
    pub examples: Vec<String>,
}

/// A row of the list as it would be taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    pub line: u32,
    pub name: String,
    pub code: String,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub tags: Vec<String>,
    /// Why it would be refused.
    pub refused: Option<RejectReason>,
    /// What would be left out.
    pub left_out: Vec<(String, RejectReason)>,
}
