use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::failure::Problem;

use super::error::ReadError;
use super::row::Row;
use super::{MOST_ROWS, Source, WIDEST};

/// The last day that a spreadsheet has, 31.12.9999; larger numbers only look like dates.
const LAST_DAY: f64 = 2_958_465.0;

/// Reads the first visible sheet that has cells. Formulas give the value that was last calculated.
pub(super) fn read(
    source: impl Source,
    visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(source)).map_err(problem)?;
    let sheets: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for sheet in sheets {
        if read_sheet(&mut book, &sheet, visit)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether the sheet has cells.
fn read_sheet<S: Source>(
    book: &mut Xlsx<BufReader<S>>,
    sheet: &str,
    visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<bool, ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(problem)?;
    let mut row = Row::default();
    let mut has_rows = false;
    while let Some(cell) = cells.next_cell().map_err(problem)? {
        let (above, left) = cell.get_position();
        let line = above.saturating_add(1);
        if line != row.line() {
            has_rows |= !row.is_blank();
            if show(&row, line, visit)?.is_break() {
                return Ok(true);
            }
            row.begin(line);
        }
        put(&mut row, left as usize, cell.get_value())?;
    }
    has_rows |= !row.is_blank();
    Ok(show(&row, u32::MAX, visit)?.is_break() || has_rows)
}

/// Shows a row that ended because the row `next` begins.
fn show(
    row: &Row,
    next: u32,
    visit: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, ReadError> {
    if next < row.line() {
        return Err(ReadError::at(Problem::FileUnreadable, next));
    }
    if next > MOST_ROWS && next != u32::MAX {
        return Err(Problem::FileTooManyRows.into());
    }
    Ok(if row.is_blank() { ControlFlow::Continue(()) } else { visit(row) })
}

fn put(row: &mut Row, place: usize, value: &DataRef<'_>) -> Result<(), ReadError> {
    // A cell that is only coloured may stand anywhere.
    if matches!(value, DataRef::Empty | DataRef::Error(_)) || place < row.len() {
        return Ok(());
    }
    if place >= WIDEST {
        return Err(ReadError::at(Problem::FileTooManyColumns, row.line()));
    }
    while row.len() < place {
        row.push("");
    }
    match value {
        DataRef::SharedString(text) => row.push(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => row.push(text),
        other => row.push(&shown(other)),
    }
    Ok(())
}

fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Rust writes a float with all its digits and without an exponent: 5321234567, 0.5.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => if *value { "1" } else { "0" }.to_owned(),
        DataRef::DateTime(moment) => date(moment),
        _ => String::new(),
    }
}

/// `24.11.2026`, or `24.11.2026 14:05`.
fn date(moment: &ExcelDateTime) -> String {
    let number = moment.as_f64();
    if !(0.0..=LAST_DAY + 1.0).contains(&number) {
        return number.to_string();
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let day = format!("{day:02}.{month:02}.{year}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}

fn problem(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => Problem::FileProtected.into(),
        _ => Problem::FileUnreadable.into(),
    }
}
