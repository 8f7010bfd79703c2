//! How long a text is for the vendor.

const MAX_PARTS: usize = 6;

/// What one part holds in an encoding, and what all six hold together
/// (published totals; the licence code at the end eats five units).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capacity {
    pub(super) single: usize,
    pub(super) each: usize,
    pub(super) total: usize,
}

pub(super) const ASCII: Capacity = Capacity { single: 155, each: 152, total: 912 };
pub(super) const TURKISH: Capacity = Capacity { single: 150, each: 148, total: 883 };
pub(super) const UNICODE: Capacity = Capacity { single: 65, each: 66, total: 391 };

impl Capacity {
    /// The capacity of the `encoding` field, `None` for a word the vendor does not know.
    pub(super) fn of(encoding: &str) -> Option<Self> {
        match encoding {
            "" | "ASCII" => Some(ASCII),
            "TR" => Some(TURKISH),
            "UNICODE" => Some(UNICODE),
            _ => None,
        }
    }

    /// Units of a text: characters of the extension table count twice, and in Unicode UTF-16 units.
    pub(super) fn units(self, text: &str) -> usize {
        if self == UNICODE {
            return text.encode_utf16().count();
        }
        text.chars().map(|c| if "^{}\\[~]|€\u{c}".contains(c) { 2 } else { 1 }).sum()
    }

    /// Parts of a text, `None` when it is empty or too long.
    pub(super) fn parts(self, text: &str) -> Option<u8> {
        let units = self.units(text);
        if units == 0 || units > self.total {
            return None;
        }
        if units <= self.single {
            return Some(1);
        }
        let suffix = MAX_PARTS * self.each - self.total;
        u8::try_from((units + suffix).div_ceil(self.each)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_parts_up_to_the_published_totals() {
        let parts = |capacity: Capacity, length| capacity.parts(&"a".repeat(length));
        assert_eq!([155, 156, 304, 305, 912, 913].map(|n| parts(ASCII, n)), [1, 2, 2, 3, 6, 0].map(some));
        assert_eq!([150, 151, 291, 292, 883, 884].map(|n| parts(TURKISH, n)), [1, 2, 2, 3, 6, 0].map(some));
        assert_eq!([65, 66, 391, 392].map(|n| parts(UNICODE, n)), [1, 2, 6, 0].map(some));
        assert_eq!(ASCII.parts(""), None);
    }

    fn some(parts: u8) -> Option<u8> {
        (parts > 0).then_some(parts)
    }

    #[test]
    fn counts_extension_characters_twice_and_emoji_as_two_utf16_units() {
        assert_eq!(ASCII.units("[€]"), 6);
        assert_eq!(UNICODE.units("\u{1f600}"), 2);
        assert_eq!(TURKISH.units("Ğüşiöçı"), 7);
    }
}
