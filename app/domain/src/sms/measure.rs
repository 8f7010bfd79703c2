use serde::{Deserialize, Serialize};

use super::alphabet;
use super::compose::normalize;
use super::fill::{Filled, fill};
use super::rules::{Capacity, SmsRules};
use crate::coded::coded_enum;

coded_enum! {
    /// What a provider is asked to send a text as.
    SmsEncoding {
        /// The GSM alphabet: 160 characters in one part.
        Gsm7 = 1 "gsm7",
        /// The GSM alphabet with Turkish letters: 155 characters in one part.
        Turkish = 2 "turkish",
        /// Any character: 70 in one part.
        Ucs2 = 3 "ucs2",
    }
}

/// What a text costs as an SMS: an estimate, until the provider reports its own count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsMeasure {
    pub encoding: SmsEncoding,
    /// Septets, or UTF-16 code units in UCS-2, without the operator's suffix.
    pub units: u32,
    /// Messages charged; 0 for an empty text.
    pub parts: u32,
    /// Units each part of this message holds, suffix included.
    pub per_part: u32,
    /// Plain characters that can follow before another part begins.
    pub units_left_in_part: u32,
    /// More parts than the provider takes.
    pub too_long: bool,
    /// The characters, once each, that forced UCS-2; empty for other encodings.
    pub offenders: Vec<char>,
}

/// Measures a text with the cheapest encoding that holds it.
///
/// The text is taken in its [`normalize`]d form, which is also the form to send. For numbers outside
/// Türkiye pass [`SmsRules::abroad`].
#[must_use]
pub fn measure(text: &str, rules: &SmsRules) -> SmsMeasure {
    let text = normalize(text);
    let (encoding, filled) = lay_out(&text, rules);
    let capacity = encoding.capacity(rules);
    let parts = filled.parts();
    SmsMeasure {
        encoding,
        units: filled.units,
        parts,
        per_part: if parts > 1 { capacity.multi } else { capacity.single },
        units_left_in_part: filled.left,
        too_long: parts > rules.max_parts,
        offenders: if encoding == SmsEncoding::Ucs2 { offenders(&text, rules) } else { Vec::new() },
    }
}

/// The parts of a text as the provider will cut it; joined, they are the [`normalize`]d text.
///
/// There are as many as [`measure`] counts: when only the operator's suffix spills over, the last
/// one is empty.
#[must_use]
pub fn split(text: &str, rules: &SmsRules) -> Vec<String> {
    let text = normalize(text);
    let (_, filled) = lay_out(&text, rules);
    let mut start = 0;
    let cut = |end| text[std::mem::replace(&mut start, end)..end].to_owned();
    filled.ends.into_iter().map(cut).collect()
}

/// The cheapest encoding that holds every character of the text.
#[must_use]
pub fn choose_encoding(text: &str, rules: &SmsRules) -> SmsEncoding {
    lay_out(&normalize(text), rules).0
}

fn lay_out(text: &str, rules: &SmsRules) -> (SmsEncoding, Filled) {
    let filled = |encoding: SmsEncoding| {
        let units_of = |letter| encoding.units_of(letter, rules);
        fill(text, units_of, encoding.capacity(rules), rules.suffix)
    };
    let choice = SmsEncoding::ALL.iter().find_map(|&one| Some((one, filled(one)?)));
    // UCS-2 holds every character, so there is always a choice.
    choice.unwrap_or((SmsEncoding::Ucs2, Filled { units: 0, left: 0, ends: Vec::new() }))
}

/// Characters of neither the GSM nor, where there is one, the Turkish alphabet. `ş` is one of them
/// only where there is no Turkish mode.
fn offenders(text: &str, rules: &SmsRules) -> Vec<char> {
    let widest = if rules.turkish.is_some() { SmsEncoding::Turkish } else { SmsEncoding::Gsm7 };
    let mut found = Vec::new();
    for letter in text.chars() {
        if widest.units_of(letter, rules).is_none() && !found.contains(&letter) {
            found.push(letter);
        }
    }
    found
}

impl SmsEncoding {
    fn units_of(self, letter: char, rules: &SmsRules) -> Option<u32> {
        match (self, rules.turkish) {
            (Self::Ucs2, _) => Some(alphabet::utf16_units(letter)),
            (Self::Turkish, None) => None,
            (Self::Turkish, Some(turkish)) if alphabet::is_turkish_letter(letter) => {
                Some(turkish.letter_cost)
            }
            _ if alphabet::is_default(letter) => Some(1),
            _ if alphabet::is_extension(letter) => Some(2),
            _ => None,
        }
    }

    fn capacity(self, rules: &SmsRules) -> Capacity {
        match self {
            Self::Gsm7 => rules.gsm,
            Self::Turkish => rules.turkish.map_or(rules.gsm, |turkish| turkish.capacity),
            Self::Ucs2 => rules.ucs2,
        }
    }
}
