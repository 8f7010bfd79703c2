use crate::failure::Problem;

/// Why a text is not a number that a message can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("no digits")]
    Empty,
    #[error("letters in a phone number")]
    Letters,
    #[error("{0:?} cannot be part of a phone number")]
    Character(char),
    #[error("too few digits")]
    TooShort,
    #[error("too many digits")]
    TooLong,
    /// Digits that start neither like a Turkish number nor with `+` or `00`.
    #[error("the country code needs a + in front")]
    CountryUnclear,
    /// A Turkish fixed line, such as 0212 or 0392.
    #[error("a landline cannot receive this message")]
    Landline,
    /// A Turkish service number, such as 0850, 0800 or 444.
    #[error("not a mobile number")]
    NotAMobile,
}

impl From<PhoneError> for Problem {
    fn from(error: PhoneError) -> Self {
        match error {
            PhoneError::Empty => Self::Required,
            PhoneError::Landline | PhoneError::NotAMobile => Self::NotAMobile,
            _ => Self::NotAPhone,
        }
    }
}
