//! What stands in short addresses: nobody guesses it, and everybody can type it.

/// Letters and digits that nobody mistakes for another; each costs one character of an SMS.
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// 58^11 is 2^64: with millions of links still no use guessing.
const LENGTH: usize = 11;

/// As long as every token, and nobody's: `0` is in none.
pub(crate) const SAMPLE_TOKEN: &str = "00000000000";

/// The token of a keyed hash; the same hash always has the same one.
pub(crate) fn token_of(hash: &[u8]) -> String {
    let mut number = hash.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut token = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        token.push(char::from(ALPHABET[(number % 58) as usize]));
        number /= 58;
    }
    token
}

/// Whether a text can be a token at all.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_as_long_as_the_sample_which_is_none() {
        for hash in [[0; 32], [255; 32], [7; 32]] {
            let token = token_of(&hash);
            assert!(is_token(&token) && token.len() == SAMPLE_TOKEN.len(), "{token}");
        }
        assert!(!is_token(SAMPLE_TOKEN));
        assert_ne!(token_of(&[1; 32]), token_of(&[2; 32]));
    }
}
