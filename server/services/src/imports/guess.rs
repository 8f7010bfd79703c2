//! What the columns of a list hold, by what stands above them and in them.

use domain::company::TaxNumber;
use domain::contacts::{read_emails, read_phones};
use domain::imports::{ImportField, ImportPlan};

use super::cell;
use super::heading::{field_of_heading, settle_names};
use super::reading::Row;
use super::survey::Survey;

/// The last line that may be a heading: the form takes no more rows above.
const LAST_HEADING: u32 = 20;
/// Rows that a column is judged by.
const JUDGED: usize = 100;

/// The plan that a list most likely wants.
pub(super) fn guess(survey: &Survey) -> ImportPlan {
    let heading = heading(&survey.head);
    let skip_rows = heading.map_or_else(|| first_line(survey) - 1, Row::line);
    let width = heading.map_or(survey.width, |heading| named_width(survey, heading));
    let columns = guess_columns(survey, heading, skip_rows, width.min(domain::imports::MOST_COLUMNS));
    ImportPlan {
        encoding: survey.reading.encoding(),
        separator: survey.reading.separator(),
        skip_rows,
        columns,
        tag: None,
    }
}

/// The columns of a heading; those without a name count when many rows fill them.
fn named_width(survey: &Survey, heading: &Row) -> usize {
    let (named, below) = (heading.width(), survey.head.iter().filter(|row| row.line() > heading.line()));
    let wider = below.clone().filter(|row| row.width() > named).count();
    if wider * 3 > below.count() { survey.width.max(named) } else { named }
}

fn first_line(survey: &Survey) -> u32 {
    survey.head.first().map_or(1, Row::line).min(LAST_HEADING + 1)
}

fn guess_columns(survey: &Survey, heading: Option<&Row>, skip_rows: u32, width: usize) -> Vec<ImportField> {
    let below: Vec<_> = survey.head.iter().filter(|row| row.line() > skip_rows).take(JUDGED).collect();
    let named = |place: usize| heading.and_then(|row| field_of_heading(row.cell(place)));
    let mut columns: Vec<_> = (0..width)
        .map(|place| named(place).or_else(|| by_contents(&below, place)).unwrap_or(ImportField::Skip))
        .collect();
    if heading.is_none() && !columns.iter().any(|field| is_name(*field)) {
        name_without_heading(&below, &mut columns);
    }
    settle_names(&mut columns);
    columns
}

/// The row that names the columns: most of its cells are known headings and none is an address. Rows
/// above it are titles.
fn heading(head: &[Row]) -> Option<&Row> {
    let candidates = head.iter().filter(|row| row.line() <= LAST_HEADING && !has_address(row));
    let best = candidates.map(|row| (score(row), row)).filter(|(score, _)| *score > 0);
    let best = best.fold(None, |best: Option<(usize, &Row)>, next| match best {
        Some(known) if known.0 >= next.0 => Some(known),
        _ => Some(next),
    });
    best.map(|(_, row)| row).or_else(|| unknown_heading(head))
}

fn score(row: &Row) -> usize {
    row.cells().filter(|cell| cell.len() <= 60 && field_of_heading(cell).is_some()).count()
}

/// A row of words above rows with addresses is a heading in words nobody knows.
fn unknown_heading(head: &[Row]) -> Option<&Row> {
    let first = head.iter().position(has_address)?;
    let above = head.get(first.checked_sub(1)?)?;
    let is_words = above.cells().all(|cell| !cell.bytes().any(|byte| byte.is_ascii_digit()));
    let as_wide = above.width() > 1 && above.width() + 1 >= head[first].width();
    (is_words && as_wide && first == 1 && above.line() <= LAST_HEADING).then_some(above)
}

fn has_address(row: &Row) -> bool {
    row.cells().any(|cell| is_phone(cell) || is_email(cell))
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 10
        && cell::number(text)
            .is_ok_and(|number| read_phones(&number).iter().flatten().any(|phone| phone.as_str().len() >= 12))
}

fn is_email(text: &str) -> bool {
    text.contains('@') && read_emails(cell::plain(text)).iter().any(Result::is_ok)
}

/// A mobile, a landline of Türkiye or a number with a country code; codes and sums look otherwise.
fn is_likely_phone(text: &str) -> bool {
    let plain = cell::number(text).unwrap_or_default();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("90").or_else(|| digits.strip_prefix('0')).unwrap_or(&digits);
    let begins =
        national.starts_with(['2', '3', '4', '5']) && (digits != national || national.starts_with('5'));
    is_phone(text) && (begins || plain.starts_with('+') || plain.starts_with("00"))
}

fn by_contents(rows: &[&Row], place: usize) -> Option<ImportField> {
    let cells: Vec<_> =
        rows.iter().map(|row| row.cell(place).trim()).filter(|cell| !cell.is_empty()).collect();
    let most = |test: fn(&str) -> bool| {
        let good = cells.iter().filter(|cell| test(cell)).count();
        good > 0 && good * 10 >= cells.len() * 6
    };
    if most(is_email) {
        Some(ImportField::Email)
    } else if most(is_likely_phone) {
        Some(ImportField::Phone)
    } else if most(|cell| TaxNumber::parse(cell).is_ok()) {
        Some(ImportField::TaxNumber)
    } else {
        None
    }
}

const fn is_name(field: ImportField) -> bool {
    use ImportField as F;
    matches!(field, F::GivenName | F::FamilyName | F::FullName | F::Title | F::CustomerName)
}

/// Without headings the column with the most letters holds the names.
fn name_without_heading(rows: &[&Row], columns: &mut [ImportField]) {
    let letters = |place: usize| {
        rows.iter().map(|row| row.cell(place).chars().filter(|letter| letter.is_alphabetic()).count()).sum()
    };
    let free = (0..columns.len()).filter(|place| columns[*place] == ImportField::Skip);
    let best = free
        .map(|place| (letters(place), place))
        .max_by_key(|(sum, place): &(usize, usize)| (*sum, std::cmp::Reverse(*place)));
    if let Some((sum, place)) = best
        && sum > rows.len() * 2
    {
        columns[place] = ImportField::CustomerName;
    }
}
