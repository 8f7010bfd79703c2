use domain::money::Money;
use domain::time::{Date, Timestamp};

/// What stands in a cell of an exported table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    /// Typed by anybody: never taken for a formula.
    Text(String),
    Count(i64),
    /// Without its currency, which has a column of its own.
    Amount(Money),
    /// On Turkish clocks, to the second.
    Moment(Timestamp),
    Day(Date),
}

impl Cell {
    /// A text; an empty one leaves its cell empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A text that may not be there.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

/// Whether a spreadsheet would take a text for a formula (OWASP, CSV injection).
pub(super) fn reads_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
