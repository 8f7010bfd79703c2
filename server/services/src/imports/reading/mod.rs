//! From the bytes of a spreadsheet to its rows. Everything here blocks and reads piece by piece.

mod csv_rows;
mod decode;
mod detect;
mod error;
mod row;
mod separator;
mod sniff;
mod stretch;
mod xlsx_rows;
mod zip_guard;

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use domain::imports::{FileEncoding, FileFormat, ImportPlan, Separator};

pub(super) use error::ReadError;
pub(super) use row::Row;
pub(super) use separator::likely_separator;
pub(super) use sniff::recognise;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod workbook_tests;

/// The largest list, in bytes.
pub(super) const MOST_BYTES: u64 = 50 << 20;
/// The most rows: those of a sheet of Excel.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Cells of one row that are looked at.
const WIDEST: usize = 1_024;
/// Bytes of one row.
const LONGEST_ROW: usize = 256 << 10;

/// What a list is read from.
pub(super) trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// How the bytes of a list become rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Csv { encoding: FileEncoding, separator: Separator },
    Xlsx,
}

impl Reading {
    /// The reading that a plan asks for.
    pub fn of(format: FileFormat, plan: &ImportPlan) -> Self {
        match format {
            FileFormat::Xlsx => Self::Xlsx,
            FileFormat::Csv => Self::Csv {
                encoding: plan.encoding.unwrap_or(FileEncoding::Utf8),
                separator: plan.separator.unwrap_or(Separator::Semicolon),
            },
        }
    }

    pub const fn format(self) -> FileFormat {
        match self {
            Self::Csv { .. } => FileFormat::Csv,
            Self::Xlsx => FileFormat::Xlsx,
        }
    }

    pub const fn encoding(self) -> Option<FileEncoding> {
        match self {
            Self::Csv { encoding, .. } => Some(encoding),
            Self::Xlsx => None,
        }
    }

    pub const fn separator(self) -> Option<Separator> {
        match self {
            Self::Csv { separator, .. } => Some(separator),
            Self::Xlsx => None,
        }
    }
}

/// Shows every row that is not blank, in order, until the visitor breaks off.
pub(super) fn read_rows(
    source: impl Source,
    reading: Reading,
    visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    match reading {
        Reading::Csv { encoding, separator } => csv_rows::read(source, encoding, separator, visit),
        Reading::Xlsx => xlsx_rows::read(source, visit),
    }
}
