//! What 3GPP TS 23.038 and 23.040 say, before any provider's own arithmetic.

use super::alphabet;
use super::fill::fill;
use super::rules::Capacity;

/// Octets of user data in one SMS.
const PAYLOAD: u32 = 140;
/// The octet that gives the header's length.
const HEADER_LENGTH: u32 = 1;
/// A national language information element, `0x24` or `0x25`.
const SHIFT_ELEMENT: u32 = 3;

/// One way to put characters into an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// The default alphabet and its extension table.
    Gsm7,
    /// The default alphabet and the Turkish single shift table: Turkish letters take two septets.
    TurkishSingleShift,
    /// The Turkish locking shift table and the default extension table: Turkish letters take one.
    TurkishLockingShift,
    /// UTF-16, in practice.
    Ucs2,
}

/// The size of the reference number that keeps the parts of one message together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Concatenation {
    Bits8,
    Bits16,
}

/// What a text takes in one coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// Septets, or UTF-16 code units in [`Coding::Ucs2`].
    pub units: u32,
    pub parts: u32,
}

/// Septets left behind a user data header of that many octets, its length octet included.
#[must_use]
pub const fn septets_after(header_octets: u32) -> u32 {
    160_u32.saturating_sub((8 * header_octets).div_ceil(7))
}

/// UTF-16 code units left behind a user data header of that many octets.
#[must_use]
pub const fn ucs2_units_after(header_octets: u32) -> u32 {
    PAYLOAD.saturating_sub(header_octets) / 2
}

impl Concatenation {
    const fn element(self) -> u32 {
        match self {
            Self::Bits8 => 5,
            Self::Bits16 => 6,
        }
    }
}

impl Coding {
    /// Units one character takes; `None` when the coding has no such character.
    #[must_use]
    pub const fn units_of(self, letter: char) -> Option<u32> {
        match self {
            Self::Ucs2 => Some(alphabet::utf16_units(letter)),
            Self::TurkishLockingShift if alphabet::is_gained_by_locking_shift(letter) => Some(1),
            Self::TurkishLockingShift if alphabet::is_lost_by_locking_shift(letter) => None,
            Self::TurkishSingleShift if alphabet::is_turkish_letter(letter) => Some(2),
            _ if alphabet::is_default(letter) => Some(1),
            _ if alphabet::is_extension(letter) => Some(2),
            _ => None,
        }
    }

    /// Units that fit into a message of one part, and into each part of a longer one.
    #[must_use]
    pub fn capacity(self, concatenation: Concatenation) -> Capacity {
        let (shift, units_after): (u32, fn(u32) -> u32) = match self {
            Self::Gsm7 => (0, septets_after),
            Self::TurkishSingleShift | Self::TurkishLockingShift => (SHIFT_ELEMENT, septets_after),
            Self::Ucs2 => (0, ucs2_units_after),
        };
        let single_header = if shift == 0 { 0 } else { HEADER_LENGTH + shift };
        let multi_header = HEADER_LENGTH + shift + concatenation.element();
        Capacity { single: units_after(single_header), multi: units_after(multi_header) }
    }

    /// Units and parts of a text; `None` when a character has no place in this coding.
    #[must_use]
    pub fn count(self, text: &str, concatenation: Concatenation) -> Option<Count> {
        let filled = fill(text, |letter| self.units_of(letter), self.capacity(concatenation), 0)?;
        Some(Count { units: filled.units, parts: filled.parts() })
    }
}
