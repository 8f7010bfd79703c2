use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::SecretsError;
use super::sealing::random_bytes;

/// A random secret that a browser or a mail carries: 256 bits, 43 characters fit for URLs and cookies.
/// Only its hash is stored.
#[derive(Debug, Clone)]
pub struct Token(SecretString);

impl Token {
    /// # Errors
    /// [`SecretsError::NoRandom`].
    pub fn generate() -> Result<Self, SecretsError> {
        let bytes = random_bytes::<32>()?;
        Ok(Self(SecretString::from(URL_SAFE_NO_PAD.encode(*bytes))))
    }

    /// Takes what a cookie or a link carried; `None` when it cannot be one, whoever made it.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let good = text.len() == 43 && text.bytes().all(plain);
        good.then(|| Self(SecretString::from(text)))
    }

    /// The text for the cookie or the link.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is stored and looked up.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.expose().as_bytes()).to_vec())
    }
}

/// The SHA-256 of a [`Token`]: 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHash(Vec<u8>);

impl TokenHash {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_text_with_the_same_hash() -> Result<(), SecretsError> {
        let token = Token::generate()?;
        let back = Token::parse(token.expose());
        assert_eq!(back.map(|token| token.hash()), Some(token.hash()));
        assert_eq!(token.hash().as_bytes().len(), 32);
        assert_ne!(Token::generate()?.hash(), token.hash());
        Ok(())
    }

    #[test]
    fn refuses_what_cannot_be_one() {
        for text in ["", "short", &"a".repeat(44), &format!("{}=", "a".repeat(42)), &"ş".repeat(43)] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn cannot_be_printed() -> Result<(), SecretsError> {
        let token = Token::generate()?;
        assert!(!format!("{token:?}").contains(token.expose()));
        Ok(())
    }
}
