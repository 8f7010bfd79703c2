use std::ops::BitOr;

/// What is remarkable about a message beside its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags(i16);

impl Flags {
    pub const NONE: Self = Self(0);
    /// It arrived after a failure or an expiry had been shown.
    pub const LATE: Self = Self(1);
    /// A failure was reported after it was known to have arrived.
    pub const CONTRADICTED: Self = Self(2);
    /// It was in doubt and has been sent again by rule; that happens once.
    pub const REPEATED: Self = Self(4);

    /// The number kept in the database.
    #[must_use]
    pub const fn bits(self) -> i16 {
        self.0
    }

    /// The flags of a number from the database.
    #[must_use]
    pub const fn from_bits(bits: i16) -> Self {
        Self(bits)
    }

    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
