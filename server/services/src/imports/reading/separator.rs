use csv_core::{ReadRecordResult, ReaderBuilder};
use domain::imports::Separator;

/// Rows that are looked at.
const ROWS: usize = 200;
const CELLS: usize = 1_024;

/// What stands between the cells of a text, by its beginning: the separator that cuts most rows into
/// the same number of cells, more cells before fewer. A first line `sep=;` is believed.
pub(in crate::imports) fn likely_separator(head: &str) -> Separator {
    if let Some(named) = named_separator(head) {
        return named;
    }
    let best = Separator::ALL.iter().copied().max_by_key(|separator| {
        // Among equals the first in the list wins.
        (score(head, *separator), std::cmp::Reverse(separator.code()))
    });
    best.unwrap_or(Separator::Semicolon)
}

/// The separator that a first line `sep=;` names; Excel reads such a line and shows no row for it.
pub(super) fn named_separator(head: &str) -> Option<Separator> {
    let line = head.lines().next()?.trim_matches(['"', '\u{FEFF}']);
    let mark = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    let mut marks = mark.chars();
    marks.next().filter(|_| marks.next().is_none()).and_then(Separator::from_char)
}

/// Rows that have as many cells as most rows have, weighed by that number.
fn score(head: &str, separator: Separator) -> usize {
    let widths = widths(head, separator);
    let mut counts = std::collections::BTreeMap::new();
    for width in widths.iter().filter(|width| **width > 1) {
        *counts.entry(*width).or_insert(0_usize) += 1;
    }
    let rows = widths.len().max(1);
    counts.into_iter().map(|(width, count)| count * 100 / rows * width.min(12)).max().unwrap_or(0)
}

fn widths(head: &str, separator: Separator) -> Vec<usize> {
    let mut reader = ReaderBuilder::new().delimiter(separator.byte()).build();
    let (mut text, mut ends) = (vec![0; head.len() + 1], vec![0; CELLS]);
    let mut input = head.as_bytes();
    let mut widths = Vec::new();
    while widths.len() < ROWS && !input.is_empty() {
        let (result, read, _, cells) = reader.read_record(input, &mut text, &mut ends);
        input = &input[read..];
        match result {
            ReadRecordResult::Record => widths.push(cells),
            // The head may be cut within a row: that row says nothing.
            _ => break,
        }
    }
    widths
}
