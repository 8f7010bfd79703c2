use std::fmt;

use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Problem};

/// A password as somebody typed it. Goes over the wire once, from the browser to the server; never
/// printed, never stored.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    /// Shortest and longest password, in characters (OWASP ASVS 5.0, 6.2.1 and 6.2.9).
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 12..=128;

    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for hashing and checking only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks the length of a new password; any character is welcome.
    ///
    /// # Errors
    /// [`Problem::Required`], [`Problem::PasswordShort`] or [`Problem::TooLong`].
    pub fn check_length(&self) -> Result<(), Problem> {
        match self.0.chars().count() {
            0 => Err(Problem::Required),
            few if few < *Self::LENGTHS.start() => Err(Problem::PasswordShort),
            many if many > *Self::LENGTHS.end() => Err(Problem::TooLong),
            _ => Ok(()),
        }
    }

    /// Checks a new password and its repetition, as the fields `password` and `password_again`.
    pub(crate) fn check_new(&self, again: &Self, checks: &mut Checks) {
        if checks.take("password", self.check_length()).is_some() && self != again {
            checks.note("password_again", Problem::PasswordMismatch);
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters_and_not_bytes() {
        assert_eq!(Password::new("ş".repeat(12)).check_length(), Ok(()));
        assert_eq!(Password::new("ş".repeat(128)).check_length(), Ok(()));
        assert_eq!(Password::new("ş".repeat(11)).check_length(), Err(Problem::PasswordShort));
        assert_eq!(Password::new("a".repeat(129)).check_length(), Err(Problem::TooLong));
        assert_eq!(Password::default().check_length(), Err(Problem::Required));
    }

    #[test]
    fn is_not_printed() {
        assert_eq!(format!("{:?}", Password::new("correct horse")), "Password(…)");
    }
}
