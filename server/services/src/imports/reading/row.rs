/// A row of a list; the reader fills the same one again and again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::imports) struct Row {
    line: u32,
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
}

impl Row {
    /// The number of the row as a spreadsheet counts, from 1.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The cells up to the last one, blank ones among them.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell as it stands; empty beyond the last one.
    pub fn cell(&self, place: usize) -> &str {
        let Some(&end) = self.ends.get(place) else { return "" };
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.text.get(start..end).unwrap_or_default()
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.cell(place))
    }

    /// How many cells there are up to the last one that is not blank.
    pub fn width(&self) -> usize {
        (0..self.len()).rev().find(|place| !self.cell(*place).trim().is_empty()).map_or(0, |place| place + 1)
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether bytes stood in it that are no letters in the encoding of the list.
    pub fn has_bad_letters(&self) -> bool {
        let bad = |letter| letter == char::REPLACEMENT_CHARACTER || ('\u{80}'..='\u{9F}').contains(&letter);
        !self.text.is_ascii() && self.text.chars().any(bad)
    }

    pub(super) fn begin(&mut self, line: u32) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Takes a whole row: the cells behind each other, and where each ends.
    pub(super) fn fill(&mut self, line: u32, text: &str, ends: &[usize]) {
        self.begin(line);
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }
}
