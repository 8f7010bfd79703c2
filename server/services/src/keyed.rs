//! Keyed hashes: what must be found again without being kept.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The secret of the installation, sealed in the database. Every use has a key of its own.
#[derive(Clone)]
pub struct ServerSecret(Zeroizing<[u8; 32]>);

impl ServerSecret {
    pub(crate) const fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    pub(crate) fn for_passwords(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(hmac(self.0.as_slice(), b"passwords.v1"))
    }

    /// A pseudonym of a text for one use: the same text always has the same one, and nobody without the
    /// secret can tell which text it was.
    pub(crate) fn pseudonym(&self, purpose: &'static str, text: &str) -> Vec<u8> {
        self.pseudonyms(purpose).of(text).to_vec()
    }

    /// The same for many texts of one use.
    pub(crate) fn pseudonyms(&self, purpose: &'static str) -> Pseudonyms {
        Pseudonyms(Zeroizing::new(hmac(self.0.as_slice(), purpose.as_bytes())))
    }
}

/// Pseudonyms of one use.
pub(crate) struct Pseudonyms(Zeroizing<[u8; 32]>);

impl Pseudonyms {
    pub(crate) fn of(&self, text: &str) -> [u8; 32] {
        hmac(self.0.as_slice(), text.as_bytes())
    }

    /// The beginning of one, to stand in a key: 32 hexadecimal digits.
    pub(crate) fn short(&self, text: &str) -> String {
        let beginning = self.of(text).first_chunk().copied().unwrap_or_default();
        format!("{:032x}", u128::from_be_bytes(beginning))
    }
}

impl std::fmt::Debug for ServerSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerSecret(…)")
    }
}

/// HMAC-SHA-256.
pub(crate) fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    // An HMAC takes a key of any length, so there is nothing to refuse.
    let keyed = Hmac::<Sha256>::new_from_slice(key);
    keyed.map(|mac| mac.chain_update(text).finalize().into_bytes().into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_depends_on_text_purpose_and_secret() {
        let [one, other] = [1, 2].map(|byte| ServerSecret::new(Zeroizing::new([byte; 32])));
        let base = one.pseudonym("tries.v1", "a");
        assert_eq!(base, one.pseudonym("tries.v1", "a"));
        for different in [
            one.pseudonym("tries.v1", "b"),
            one.pseudonym("tombstone.v1", "a"),
            other.pseudonym("tries.v1", "a"),
        ] {
            assert_ne!(base, different);
        }
        let short = one.pseudonyms("tries.v1").short("a");
        assert_eq!(short, base[..16].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
}
