use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use domain::failure::Problem;
use domain::imports::{FileEncoding, Separator};

use super::decode::Text;
use super::error::ReadError;
use super::row::Row;
use super::separator::named_separator;
use super::{LONGEST_ROW, MOST_ROWS, Source, WIDEST};

/// Line breaks in one row that nobody writes on purpose: a quotation mark was opened and not closed.
const MOST_BREAKS: usize = 200;

/// Reads a text with separators. Line breaks between quotation marks stay in their cell, and rows are
/// numbered as a spreadsheet shows them.
pub(super) fn read(
    mut source: impl Source,
    encoding: FileEncoding,
    separator: Separator,
    visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    source.seek(std::io::SeekFrom::Start(0))?;
    let mut text = Text::new(source, encoding);
    let mut rows = Rows::new(separator);
    while let Some(piece) = text.next_piece()? {
        if rows.take(piece, visit)?.is_break() {
            return Ok(());
        }
    }
    rows.finish()
}

/// Cuts text into rows.
struct Rows {
    reader: Reader,
    /// Cells of the row that is being read, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    filled: usize,
    cells: usize,
    /// Line breaks within cells so far, and a first line that is no row.
    hidden: u64,
    is_start: bool,
    row: Row,
}

impl Rows {
    fn new(separator: Separator) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(separator.byte()).build(),
            text: vec![0; LONGEST_ROW],
            ends: vec![0; WIDEST],
            filled: 0,
            cells: 0,
            hidden: 0,
            is_start: true,
            row: Row::default(),
        }
    }

    fn take(
        &mut self,
        mut piece: &str,
        visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, ReadError> {
        if self.is_start && !piece.is_empty() {
            self.is_start = false;
            piece = self.without_named_separator(piece);
        }
        let mut input = piece.as_bytes();
        // An empty input would tell the reader that the text is over.
        while !input.is_empty() {
            let (result, read, written, cells) =
                self.reader.read_record(input, &mut self.text[self.filled..], &mut self.ends[self.cells..]);
            input = &input[read..];
            self.filled += written;
            self.cells += cells;
            match result {
                ReadRecordResult::Record if self.show(visit)?.is_break() => {
                    return Ok(ControlFlow::Break(()));
                }
                ReadRecordResult::OutputFull => return Err(self.fault(Problem::FileOpenQuote)),
                ReadRecordResult::OutputEndsFull => return Err(self.fault(Problem::FileTooManyColumns)),
                _ => {}
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// A text whose last row has no end has lost it in a quotation.
    fn finish(&self) -> Result<(), ReadError> {
        let is_whole = self.filled == 0 && self.cells == 0;
        if is_whole { Ok(()) } else { Err(self.fault(Problem::FileOpenQuote)) }
    }

    fn without_named_separator<'a>(&mut self, piece: &'a str) -> &'a str {
        match piece.split_once('\n') {
            Some((_, rest)) if named_separator(piece).is_some() => rest,
            _ => piece,
        }
    }

    fn show(&mut self, visit: &mut dyn FnMut(&Row) -> ControlFlow<()>) -> Result<ControlFlow<()>, ReadError> {
        let text = &self.text[..self.filled];
        let breaks = text.iter().filter(|byte| **byte == b'\n').count();
        self.hidden += breaks as u64;
        let line = self.line();
        if breaks > MOST_BREAKS {
            return Err(ReadError::at(Problem::FileOpenQuote, line));
        }
        if line > MOST_ROWS {
            return Err(Problem::FileTooManyRows.into());
        }
        let text = std::str::from_utf8(text).map_err(|_| ReadError::at(Problem::FileUnreadable, line))?;
        self.row.fill(line, text, &self.ends[..self.cells]);
        (self.filled, self.cells) = (0, 0);
        Ok(if self.row.is_blank() { ControlFlow::Continue(()) } else { visit(&self.row) })
    }

    /// The number of the row that was just read: its last line, without the breaks within cells.
    fn line(&self) -> u32 {
        let ended = self.reader.line().saturating_sub(1);
        u32::try_from(ended.saturating_sub(self.hidden)).unwrap_or(u32::MAX)
    }

    fn fault(&self, problem: Problem) -> ReadError {
        let breaks = self.text[..self.filled].iter().filter(|byte| **byte == b'\n').count() as u64;
        let line = self.reader.line().saturating_sub(self.hidden).saturating_sub(breaks);
        ReadError::at(problem, u32::try_from(line).unwrap_or(u32::MAX))
    }
}
