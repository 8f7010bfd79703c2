use serde::{Deserialize, Serialize};

/// Units that fit: septets, or UTF-16 code units in UCS-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Capacity {
    /// Into a message of one part.
    pub single: u32,
    /// Into each part of a longer message.
    pub multi: u32,
}

/// How a provider sends Turkish letters without UCS-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TurkishRules {
    pub capacity: Capacity,
    /// Septets that each of `Ğ ğ İ ı Ş ş ç` takes: 1, or 2 with a single shift table.
    pub letter_cost: u32,
}

/// How a provider counts the parts of a message, as published or observed.
///
/// Kept in configuration: providers change it. A count made with it is an estimate; the count in the
/// provider's report is the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SmsRules {
    /// Characters the operator appends to every message, such as ` B038`.
    pub suffix: u32,
    pub gsm: Capacity,
    /// `None` where the provider has no Turkish mode, or the destination understands none.
    pub turkish: Option<TurkishRules>,
    pub ucs2: Capacity,
    pub max_parts: u32,
}

impl SmsRules {
    /// The rules for a number outside Türkiye, where the Turkish tables are not understood.
    #[must_use]
    pub const fn abroad(self) -> Self {
        Self { turkish: None, ..self }
    }

    /// The rules for a contract without the operator's suffix.
    #[must_use]
    pub const fn without_suffix(self) -> Self {
        Self { suffix: 0, ..self }
    }
}
