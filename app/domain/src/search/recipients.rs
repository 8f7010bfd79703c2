use crate::contacts::ContactAddress;
use crate::turkish::fold;

/// Fewer digits of a phone number begin too many numbers.
const FEWEST_DIGITS: usize = 6;

/// Fewer letters begin too many e-mail addresses.
const FEWEST_LETTERS: usize = 4;

/// Comes after every letter that an address can hold.
const LAST: char = '\u{10ffff}';

/// The recipients of messages that a search means, as they are kept but in small letters: from the first to
/// the last one, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientRange {
    pub first: String,
    pub last: String,
}

impl RecipientRange {
    /// A whole address in any notation is one recipient; the beginning of one is all that begin so, and of a
    /// number abroad nobody knows whether it is whole. `None` for what begins no address, and for beginnings
    /// that are too short to tell recipients apart.
    pub fn of(text: &str) -> Option<Self> {
        let first = match ContactAddress::parse(text) {
            Ok(ContactAddress::Phone(phone)) if phone.national().is_none() => phone.as_str().to_owned(),
            Ok(address) => return Some(Self { first: address.key(), last: address.key() }),
            Err(_) => beginning(text)?,
        };
        Some(Self { last: format!("{first}{LAST}"), first })
    }

    /// Whether a recipient, as it is kept, is in it.
    pub fn holds(&self, recipient: &str) -> bool {
        let key = recipient.to_ascii_lowercase();
        self.first <= key && key <= self.last
    }
}

fn beginning(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c)) {
        return beginning_of_number(text);
    }
    let letters = fold(text);
    let is_one = letters.len() >= FEWEST_LETTERS && letters.bytes().all(|byte| byte.is_ascii_graphic());
    is_one.then_some(letters)
}

/// Numbers are kept with a plus and the country's code; without one they are Turkish.
fn beginning_of_number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = digits.strip_prefix("00").or_else(|| text.starts_with('+').then_some(digits.as_str()));
    let number = match abroad {
        Some(digits) => digits.to_owned(),
        None if digits.starts_with("90") => digits.clone(),
        None => format!("90{}", digits.strip_prefix('0').unwrap_or(&digits)),
    };
    let own = number.strip_prefix("90").unwrap_or(&number);
    (own.len() >= FEWEST_DIGITS).then(|| format!("+{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(typed: &str, recipient: &str) -> Option<bool> {
        RecipientRange::of(typed).map(|range| range.holds(recipient))
    }

    #[test]
    fn a_whole_address_is_one_recipient_however_it_is_written() {
        for typed in ["0532 123 45 67", "+90 (532) 123-45-67", "905321234567", "5321234567"] {
            assert_eq!(holds(typed, "+905321234567"), Some(true), "{typed}");
            assert_eq!(holds(typed, "+905321234568"), Some(false), "{typed}");
        }
        assert_eq!(holds("Ayse@Firma.com", "ayse@firma.COM"), Some(true));
        assert_eq!(holds("ayse@firma.com", "ayse@firma.com.tr"), Some(false));
    }

    #[test]
    fn a_beginning_means_all_that_begin_so() {
        for typed in ["0532 123", "+90 532 123", "532123", "0090 532 123 4"] {
            assert_eq!(holds(typed, "+905321234567"), Some(true), "{typed}");
            assert_eq!(holds(typed, "+905421234567"), Some(false), "{typed}");
        }
        assert_eq!(holds("AYŞE.IŞ", "Ayse.Isik@firma.com"), Some(true));
        assert_eq!(holds("ayse@fir", "Ayse@firma.com"), Some(true));
        assert_eq!(holds("+49 171 234", "+491712345678"), Some(true));
    }

    #[test]
    fn what_tells_nobody_apart_means_no_recipient() {
        for typed in ["", "0532", "+90 532 12", "ayş", "ayşe ışık", "…"] {
            assert_eq!(RecipientRange::of(typed), None, "{typed}");
        }
    }
}
