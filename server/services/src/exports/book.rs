//! A workbook of Excel. Its rows wait in a file without a name, which is gone with the process.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use domain::money::Money;
use domain::time::{CivilTime, Date};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, reads_as_formula};
use super::source::Sheet;

/// Rows of one sheet, that with the names of the columns among them (Excel's own limit).
const SHEET_ROWS: u32 = 1_048_576;
/// What a cell holds at most, in units of UTF-16 (Excel's own limit).
const LONGEST_CELL: usize = 32_767;
/// The name of a sheet holds no more characters (Excel's own limit), and a number may follow.
const LONGEST_NAME: usize = 27;
/// Characters of a column's width.
const WIDTH: f64 = 18.0;

/// A workbook as it grows; a list that is too long for a sheet goes on in the next.
pub(super) struct Book<W> {
    workbook: Workbook,
    title: String,
    heads: Vec<String>,
    formats: Formats,
    sheet: usize,
    row: u32,
    out: W,
}

struct Formats {
    head: Format,
    amount: Format,
    moment: Format,
    day: Format,
    /// A text that begins like a formula stays a text when somebody edits its cell.
    quoted: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold(),
            amount: Format::new().set_num_format("#,##0.00##"),
            moment: Format::new().set_num_format("dd\\.mm\\.yyyy hh:mm:ss"),
            day: Format::new().set_num_format("dd\\.mm\\.yyyy"),
            quoted: Format::new().set_quote_prefix(),
        }
    }
}

impl<W: Write + Send> Book<W> {
    /// A workbook whose rows wait in `scratch`; it is written to `out` when it is finished.
    pub fn begin(out: W, scratch: &Path, title: &str, heads: Vec<String>) -> io::Result<Self> {
        std::fs::create_dir_all(scratch)?;
        let mut workbook = Workbook::new();
        workbook.set_tempdir(scratch).map_err(io::Error::other)?;
        let (title, formats) = (sheet_name(title), Formats::new());
        let mut book = Self { workbook, title, heads, formats, sheet: 0, row: 0, out };
        book.turn_sheet().map_err(io::Error::other)?;
        Ok(book)
    }

    fn turn_sheet(&mut self) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        self.sheet += 1;
        let name =
            if self.sheet == 1 { self.title.clone() } else { format!("{} {}", self.title, self.sheet) };
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (column, head) in (0..).zip(&self.heads) {
            sheet.set_column_width(column, WIDTH)?;
            sheet.write_string_with_format(0, column, head, &self.formats.head)?;
        }
        self.row = 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.row == SHEET_ROWS {
            self.turn_sheet()?;
        }
        let (row, formats) = (self.row, &self.formats);
        let sheet = self.workbook.worksheet_from_index(self.sheet - 1)?;
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, formats)?;
        }
        self.row += 1;
        Ok(())
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) if reads_as_formula(text) => {
            sheet.write_string_with_format(row, column, clipped(text), &formats.quoted)?
        }
        Cell::Text(text) => sheet.write_string(row, column, clipped(text))?,
        Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Amount(money) => {
            sheet.write_number_with_format(row, column, as_number(*money), &formats.amount)?
        }
        Cell::Moment(at) => {
            sheet.write_datetime_with_format(row, column, clock(at.to_istanbul())?, &formats.moment)?
        }
        Cell::Day(day) => sheet.write_datetime_with_format(row, column, calendar(*day)?, &formats.day)?,
    };
    Ok(())
}

/// A spreadsheet keeps numbers as floats of 53 bits; what a message costs is far below that.
fn as_number(money: Money) -> f64 {
    money.ten_thousandths() as f64 / 10_000.0
}

fn calendar(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(u16::MAX), day.month(), day.day())
}

fn clock(civil: CivilTime) -> Result<ExcelDateTime, XlsxError> {
    calendar(civil.date())?.and_hms(civil.hour().into(), civil.minute(), civil.second())
}

/// A text as far as a cell holds it; a longer one ends in `…`.
fn clipped(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.into();
    }
    let mut room = LONGEST_CELL - 1;
    let fits = |letter: &char| {
        let takes = letter.len_utf16();
        let fits = takes <= room;
        room = room.saturating_sub(takes);
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect::<String>().into()
}

/// A name that a sheet may have: none of Excel's marks, and not too long.
fn sheet_name(title: &str) -> String {
    let name: String =
        title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(LONGEST_NAME).collect();
    name.trim().to_owned()
}

impl<W: Write + Send> Sheet for Book<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.write(cells).map_err(io::Error::other)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.workbook.save_to_writer(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use storage::testing::TempFolder;

    use super::*;

    type TestResult = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn a_formula_is_a_text_in_a_workbook_too() -> TestResult {
        let (folder, mut bytes) = (TempFolder::new(), Vec::new());
        let mut book =
            Box::new(Book::begin(&mut bytes, folder.path(), "Mesajlar: [1]", vec!["Metin".to_owned()])?);
        for text in ["=1+1", "+905321234567", "-2", "@a", "\tx", "Işık"] {
            book.row(&[Cell::text(text), Cell::Count(7)])?;
        }
        book.finish()?;
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "nothing stays on disk");
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
        assert!(read.worksheet_formula("Mesajlar 1")?.is_empty());
        let range = read.worksheet_range("Mesajlar 1")?;
        let cells: Vec<_> = range.rows().map(|row| row[0].clone()).collect();
        let texts = ["Metin", "=1+1", "+905321234567", "-2", "@a", "\tx", "Işık"];
        assert_eq!(cells, texts.map(|text| Data::String(text.to_owned())));
        assert_eq!(range.get((1, 1)), Some(&Data::Float(7.0)));
        Ok(())
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_at_a_letter() {
        let long = "😀".repeat(LONGEST_CELL);
        let cut = clipped(&long);
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= LONGEST_CELL, "{}", cut.len());
        assert_eq!(clipped(&"ş".repeat(LONGEST_CELL)).chars().count(), LONGEST_CELL);
    }
}
