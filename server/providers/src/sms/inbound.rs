//! What providers leave out of the messages they received: the country, and a name of each message.

use sha2::{Digest, Sha256};

/// E.164 without `+`, of a number as Turkish vendors write it.
pub(super) fn digits(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('0').unwrap_or(&digits) {
        "" => None,
        local if local.len() == 10 => Some(format!("90{local}")),
        _ => Some(digits),
    }
}

/// The name of a message that the vendor gives none: made of what it says, so that the same one is
/// known again.
pub(super) fn reference(said: &[&str]) -> String {
    let digest = Sha256::digest(said.join("\n"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_country_get_its_code_and_others_keep_theirs() {
        for (number, expected) in [
            ("5321234567", Some("905321234567")),
            ("05321234567", Some("905321234567")),
            ("905321234567", Some("905321234567")),
            ("+90 532 123 45 67", Some("905321234567")),
            ("4915123456789", Some("4915123456789")),
            ("FIRMA", None),
        ] {
            assert_eq!(digits(number).as_deref(), expected, "{number}");
        }
    }
}
