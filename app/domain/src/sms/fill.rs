use super::rules::Capacity;

/// A text laid out over parts.
pub(super) struct Filled {
    /// Units of the text, without the suffix.
    pub units: u32,
    /// Units still free in the last part, behind the suffix.
    pub left: u32,
    /// The byte at which each part ends; a suffix that needs a part of its own repeats the last.
    pub ends: Vec<usize>,
}

impl Filled {
    pub fn parts(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }
}

/// Fills parts greedily, moving a character that does not fit into the next part whole, so that
/// neither an escape nor a surrogate pair is ever split. `None` when a character has no cost.
///
/// `suffix` characters of one unit each follow the text. An empty text has no parts.
pub(super) fn fill(
    text: &str,
    units_of: impl Fn(char) -> Option<u32>,
    capacity: Capacity,
    suffix: u32,
) -> Option<Filled> {
    let units = text.chars().try_fold(0_u32, |sum, letter| Some(sum.saturating_add(units_of(letter)?)))?;
    let single = capacity.single.saturating_sub(suffix);
    if units <= single {
        let ends = if text.is_empty() { Vec::new() } else { vec![text.len()] };
        return Some(Filled { units, left: single - units, ends });
    }
    let mut parts = Parts { capacity: capacity.multi, used: 0, ends: Vec::new() };
    for (at, letter) in text.char_indices() {
        parts.place(at, units_of(letter)?);
    }
    for _ in 0..suffix {
        parts.place(text.len(), 1);
    }
    parts.ends.push(text.len());
    Some(Filled { units, left: parts.capacity.saturating_sub(parts.used), ends: parts.ends })
}

struct Parts {
    capacity: u32,
    used: u32,
    ends: Vec<usize>,
}

impl Parts {
    /// Places a character that begins at byte `at`; one larger than a whole part gets its own.
    fn place(&mut self, at: usize, units: u32) {
        if self.used > 0 && self.used.saturating_add(units) > self.capacity {
            self.ends.push(at);
            self.used = 0;
        }
        self.used = self.used.saturating_add(units);
    }
}
