use super::{PhoneError, PhoneNumber};

/// Pieces of one written number: `0 / 532 / 123 / 45 / 67`.
const LONGEST_JOIN: usize = 5;

/// A piece of a field that is not a usable number, with the text as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct RejectedPhone {
    pub text: String,
    pub error: PhoneError,
}

/// Reads every number of a field that may hold several: `0532 … / 0533 …`, `a - b`, `a; b`.
///
/// The same marks also occur inside one number, `0532 - 123 45 67`, so the field is read as one
/// number first. Pieces are joined where that makes more digits part of a valid number. An empty
/// field gives an empty list.
#[must_use]
pub fn split_phones(field: &str) -> Vec<Result<PhoneNumber, RejectedPhone>> {
    field
        .split([';', ',', '|', '\n', '\r'])
        .filter(|part| !part.trim().is_empty())
        .flat_map(split_part)
        .map(accept)
        .collect()
}

fn accept(text: &str) -> Result<PhoneNumber, RejectedPhone> {
    PhoneNumber::parse(text).map_err(|error| RejectedPhone { text: text.trim().to_owned(), error })
}

fn is_number(text: &str) -> bool {
    PhoneNumber::parse_any(text).is_ok()
}

fn split_part(part: &str) -> Vec<&str> {
    if is_number(part) {
        return vec![part];
    }
    let pieces = join_best(part, &cuts(part, is_separator));
    if pieces.len() > 1 {
        return pieces;
    }
    split_where_nothing_separates(part).unwrap_or(pieces)
}

/// `0532 123 45 67 0533 123 45 67`: two numbers, but only if nothing is left over and all are
/// Turkish; otherwise a mistyped digit would turn a wrong number into a right one.
fn split_where_nothing_separates(part: &str) -> Option<Vec<&str>> {
    let pieces = join_best(part, &cuts(part, |_, mark, _| mark == ' ' || is_dash(mark)));
    let is_turkish = |piece: &&str| PhoneNumber::parse_any(piece).is_ok_and(|n| n.is_turkish());
    pieces.iter().all(is_turkish).then_some(pieces)
}

fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '–' | '—')
}

/// A slash, or a dash between spaces.
fn is_separator(before: Option<char>, mark: char, after: Option<char>) -> bool {
    let is_space = |neighbour: Option<char>| neighbour.is_some_and(char::is_whitespace);
    mark == '/' || (is_dash(mark) && is_space(before) && is_space(after))
}

/// The pieces between separators, as byte ranges.
fn cuts(part: &str, separates: impl Fn(Option<char>, char, Option<char>) -> bool) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None);
    let mut marks = part.char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        let after = marks.peek().map(|&(_, next)| next);
        if separates(before, mark, after) {
            pieces.push((start, at));
            start = at + mark.len_utf8();
        }
        before = Some(mark);
    }
    pieces.push((start, part.len()));
    pieces.retain(|&(from, to)| !part[from..to].trim().is_empty());
    pieces
}

/// Digits inside valid numbers, then fewer pieces.
type Score = (usize, std::cmp::Reverse<usize>);

/// Joins neighbouring pieces so that the score is best: `best[n]` is the best way to read the first
/// `n` pieces, with the number of pieces its last item spans.
fn join_best<'a>(part: &'a str, pieces: &[(usize, usize)]) -> Vec<&'a str> {
    let mut best: Vec<(Score, usize)> = vec![((0, std::cmp::Reverse(0)), 0)];
    for end in 1..=pieces.len() {
        let spans = (1..=LONGEST_JOIN.min(end)).rev();
        let reading = spans.filter_map(|span| {
            let (digits, std::cmp::Reverse(items)) = best[end - span].0;
            let gained = gain(&part[pieces[end - span].0..pieces[end - 1].1], span)?;
            Some(((digits + gained, std::cmp::Reverse(items + 1)), span))
        });
        best.extend(reading.max());
    }
    let mut joined = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let span = best[end].1;
        joined.push(&part[pieces[end - span].0..pieces[end - 1].1]);
        end -= span;
    }
    joined.reverse();
    joined
}

/// The digits a reading adds; `None` when pieces were joined for nothing.
fn gain(text: &str, span: usize) -> Option<usize> {
    match PhoneNumber::parse_any(text) {
        Ok(_) => Some(text.chars().filter(|symbol| symbol.is_numeric()).count()),
        Err(_) if span == 1 => Some(0),
        Err(_) => None,
    }
}
