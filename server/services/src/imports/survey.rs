//! The first look at a list: how it is read, how many rows it has, and its beginning.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use domain::failure::Problem;
use domain::imports::MOST_COLUMNS;

use super::reading::{self, ReadError, Reading, Row, Source};

/// Rows of the beginning that are kept and judged by.
const KEPT: u32 = 200;

/// What a list looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Survey {
    pub reading: Reading,
    /// The first rows that are not blank.
    pub head: Vec<Row>,
    /// Rows that are not blank, in all.
    pub rows: u32,
    /// Columns that hold something in more than a few rows.
    pub width: usize,
}

impl Survey {
    /// Rows that are not blank below those above the first contact.
    pub fn rows_below(&self, skip_rows: u32) -> u32 {
        self.rows.saturating_sub(self.rows_above(skip_rows))
    }

    /// Rows that are not blank down to a line.
    pub fn rows_above(&self, line: u32) -> u32 {
        let above = self.head.iter().filter(|row| row.line() <= line).count();
        u32::try_from(above).unwrap_or(u32::MAX)
    }

    pub fn row_at(&self, line: u32) -> Option<&Row> {
        self.head.iter().find(|row| row.line() == line)
    }

    /// Differing texts of a column below a line, for a person to recognise it by.
    pub fn examples(&self, column: usize, below: u32, most: usize) -> Vec<String> {
        let cells = self.head.iter().filter(|row| row.line() > below).map(|row| row.cell(column).trim());
        let mut seen = BTreeSet::new();
        cells
            .filter(|cell| !cell.is_empty() && seen.insert(*cell))
            .take(most)
            .map(ToOwned::to_owned)
            .collect()
    }
}

/// Reads a whole list once.
pub(super) fn survey(source: impl Source, reading: Reading) -> Result<Survey, ReadError> {
    look(source, reading, u32::MAX)
}

/// Reads the beginning of a list; its number of rows is not known then.
pub(super) fn beginning(source: impl Source, reading: Reading) -> Result<Survey, ReadError> {
    look(source, reading, KEPT)
}

fn look(source: impl Source, reading: Reading, most: u32) -> Result<Survey, ReadError> {
    let mut head: Vec<Row> = Vec::new();
    let mut rows = 0_u32;
    reading::read_rows(source, reading, &mut |row| {
        rows = rows.saturating_add(1);
        if rows <= KEPT {
            head.push(row.clone());
        }
        if rows < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if rows == 0 {
        return Err(Problem::FileEmpty.into());
    }
    let width = width(&head);
    if width > MOST_COLUMNS {
        return Err(Problem::FileTooManyColumns.into());
    }
    Ok(Survey { reading, head, rows, width })
}

/// What nine of ten rows fit into: a row with a stray separator makes no column.
fn width(head: &[Row]) -> usize {
    let mut widths: Vec<_> = head.iter().map(Row::width).collect();
    widths.sort_unstable();
    let common = widths.get((widths.len() * 9) / 10).or(widths.last()).copied().unwrap_or(0);
    let widest_of_few = if head.len() < 10 { widths.last().copied().unwrap_or(0) } else { 0 };
    common.max(widest_of_few)
}
