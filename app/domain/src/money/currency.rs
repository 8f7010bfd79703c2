use serde::{Deserialize, Serialize};

use crate::failure::Problem;

/// A currency that providers bill in and invoices are written in.
///
/// On the wire and in the database it is the ISO 4217 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    #[default]
    Try,
    Usd,
    Eur,
}

impl Currency {
    pub const ALL: [Self; 3] = [Self::Try, Self::Usd, Self::Eur];

    /// The ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Try => "TRY",
            Self::Usd => "USD",
            Self::Eur => "EUR",
        }
    }

    #[must_use]
    pub const fn symbol(self) -> char {
        match self {
            Self::Try => '₺',
            Self::Usd => '$',
            Self::Eur => '€',
        }
    }

    /// Reads an ISO 4217 code in any case, and the `TL` and `TRL` that Turkish programs write.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code.trim().to_ascii_uppercase().as_str() {
            "TRY" | "TL" | "TRL" => Some(Self::Try),
            "USD" => Some(Self::Usd),
            "EUR" => Some(Self::Eur),
            _ => None,
        }
    }

    /// The currency of a form; a blank field is the default one.
    ///
    /// # Errors
    /// [`Problem::Invalid`].
    pub fn typed(code: &str) -> Result<Self, Problem> {
        if code.trim().is_empty() { Ok(Self::default()) } else { Self::parse(code).ok_or(Problem::Invalid) }
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
