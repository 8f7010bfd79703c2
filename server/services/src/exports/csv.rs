//! UTF-8 with its mark, separated by semicolons: what a Turkish Excel opens by itself.

use std::borrow::Cow;
use std::io::{self, Write};

use domain::lang::Lang;
use domain::time::CivilTime;

use super::cell::{Cell, reads_as_formula};
use super::source::Sheet;

/// Tells a spreadsheet that the file is UTF-8.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Appends a row of texts, none of which becomes a formula.
pub(crate) fn push_row<'c>(bytes: &mut Vec<u8>, cells: impl IntoIterator<Item = &'c str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        push_cell(bytes, place, &harmless(cell));
    }
    bytes.extend_from_slice(b"\r\n");
}

fn push_cell(bytes: &mut Vec<u8>, place: usize, cell: &str) {
    if place > 0 {
        bytes.push(b';');
    }
    bytes.extend_from_slice(quoted(cell).as_bytes());
}

/// A cell that no spreadsheet takes for a formula; the reader of lists takes the mark off again.
fn harmless(cell: &str) -> Cow<'_, str> {
    if reads_as_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

/// A file of that kind as it grows.
pub(super) struct CsvSheet<W> {
    out: W,
    lang: Lang,
    line: Vec<u8>,
}

impl<W: Write> CsvSheet<W> {
    /// Begins with the names of the columns.
    pub fn begin(mut out: W, lang: Lang, heads: &[String]) -> io::Result<Self> {
        out.write_all(MARK)?;
        let mut line = Vec::new();
        push_row(&mut line, heads.iter().map(String::as_str));
        out.write_all(&line)?;
        Ok(Self { out, lang, line })
    }
}

impl<W: Write> Sheet for CsvSheet<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line.clear();
        for (place, cell) in cells.iter().enumerate() {
            push_cell(&mut self.line, place, &written(cell, self.lang));
        }
        self.line.extend_from_slice(b"\r\n");
        self.out.write_all(&self.line)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// Numbers and times in the form in which the spreadsheets of a language read them.
fn written(cell: &Cell, lang: Lang) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => harmless(text),
        Cell::Count(count) => count.to_string().into(),
        Cell::Amount(money) => match lang {
            Lang::Tr => money.to_decimal().replace('.', ",").into(),
            Lang::En => money.to_decimal().into(),
        },
        Cell::Moment(at) => moment(at.to_istanbul(), lang).into(),
        Cell::Day(day) => match lang {
            Lang::Tr => day.format_turkish().into(),
            Lang::En => day.to_string().into(),
        },
    }
}

fn moment(civil: CivilTime, lang: Lang) -> String {
    let day = match lang {
        Lang::Tr => civil.date().format_turkish(),
        Lang::En => civil.date().to_string(),
    };
    format!("{day} {:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};
    use domain::time::{Date, Timestamp};

    #[test]
    fn no_cell_becomes_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        for text in ["+905321234567", "-1+2", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("Ayşe"), "Ayşe");
        assert_eq!(quoted("a;\"b\""), "\"a;\"\"b\"\"\"");
    }

    #[test]
    fn numbers_and_times_are_written_for_the_readers_language() -> io::Result<()> {
        let at = Timestamp::from_seconds(1_795_000_001);
        let day = Date::new(2026, 11, 23).map_or(Cell::Empty, Cell::Day);
        let cells =
            [Cell::Count(-3), Cell::Amount(Money::new(3_955_500, Currency::Try)), Cell::Moment(at), day];
        let mut files = Vec::new();
        for lang in Lang::ALL {
            let mut bytes = Vec::new();
            let mut sheet = Box::new(CsvSheet::begin(&mut bytes, lang, &["=A".to_owned()])?);
            sheet.row(&cells)?;
            sheet.finish()?;
            files.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        assert_eq!(files[0], "\u{FEFF}'=A\r\n-3;395,55;18.11.2026 14:06:41;23.11.2026\r\n");
        assert_eq!(files[1], "\u{FEFF}'=A\r\n-3;395.55;2026-11-18 14:06:41;2026-11-23\r\n");
        Ok(())
    }
}
