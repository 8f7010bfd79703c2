use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::SecretsError;

const FORMAT: u8 = 1;
const HEADER: usize = 1 + 4;
pub(super) const NONCE: usize = 24;
const TAG: usize = 16;

/// An encrypted value, as it lies in a `bytea`/`blob` column or, in base64, in a JSON map.
///
/// One byte format (1), four bytes version of the data key (big endian), 24 bytes nonce, then the
/// XChaCha20-Poly1305 ciphertext with its tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    pub(super) fn new(version: u32, nonce: [u8; NONCE], ciphertext: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(HEADER + NONCE + ciphertext.len());
        bytes.push(FORMAT);
        bytes.extend(version.to_be_bytes());
        bytes.extend(nonce);
        bytes.extend(ciphertext);
        Self(bytes)
    }

    /// Takes the bytes of a column.
    ///
    /// # Errors
    /// [`SecretsError::NotAuthentic`] when they are too short or of an unknown format.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SecretsError> {
        let whole = bytes.len() >= HEADER + NONCE + TAG && bytes[0] == FORMAT;
        if whole { Ok(Self(bytes)) } else { Err(SecretsError::NotAuthentic) }
    }

    /// Reads what [`to_base64`](Self::to_base64) wrote.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes).
    pub fn from_base64(text: &str) -> Result<Self, SecretsError> {
        Self::from_bytes(STANDARD.decode(text).map_err(|_| SecretsError::NotAuthentic)?)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// The version of the data key that opens it.
    pub fn key_version(&self) -> u32 {
        self.0[1..HEADER].iter().fold(0, |version, byte| version << 8 | u32::from(*byte))
    }

    pub(super) fn nonce(&self) -> &[u8] {
        &self.0[HEADER..HEADER + NONCE]
    }

    pub(super) fn ciphertext(&self) -> &[u8] {
        &self.0[HEADER + NONCE..]
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_its_bytes_and_its_base64() -> Result<(), SecretsError> {
        let sealed = Sealed::new(0x0102_0304, [7; NONCE], &[9; 20]);
        assert_eq!(sealed.key_version(), 0x0102_0304);
        assert_eq!(Sealed::from_base64(&sealed.to_base64())?, sealed);
        assert_eq!(Sealed::from_bytes(sealed.as_bytes().to_vec())?, sealed);
        Ok(())
    }

    #[test]
    fn refuses_short_and_unknown_bytes() {
        assert!(Sealed::from_bytes(vec![FORMAT; HEADER + NONCE + TAG - 1]).is_err());
        assert!(Sealed::from_bytes(vec![2; 100]).is_err());
        assert!(Sealed::from_base64("not base64!").is_err());
    }
}
