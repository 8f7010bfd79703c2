//! A file as a chain of sealed chunks (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
//! Vizár): none can be changed, moved, repeated or cut off unseen, and any can be read by itself.

use chacha20poly1305::aead::AeadInPlace;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce, Tag};
use zeroize::Zeroizing;

use super::FilesError;

/// Plain bytes of every chunk but the last.
pub(super) const PLAIN: usize = 64 * 1_024;
pub(super) const TAG: usize = 16;
pub(super) const SALT: usize = 16;
const FORMAT: u8 = 1;
/// Format, version of the data key (big endian), salt of the file's own key.
pub(super) const HEADER: usize = 1 + 4 + SALT;

/// What stands before the chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub key_version: u32,
    pub salt: [u8; SALT],
}

impl Header {
    pub fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[0] = FORMAT;
        bytes[1..5].copy_from_slice(&self.key_version.to_be_bytes());
        bytes[5..].copy_from_slice(&self.salt);
        bytes
    }

    pub fn from_bytes(bytes: &[u8; HEADER]) -> Result<Self, FilesError> {
        let [format, a, b, c, d, salt @ ..] = *bytes;
        let header = Self { key_version: u32::from_be_bytes([a, b, c, d]), salt };
        if format == FORMAT { Ok(header) } else { Err(FilesError::NotAuthentic) }
    }
}

/// Seals and opens the chunks of one file; its key serves no other file, so a counter is a nonce.
pub(super) struct Chunks(ChaCha20Poly1305);

impl Chunks {
    pub fn new(key: &Zeroizing<[u8; 32]>) -> Self {
        Self(ChaCha20Poly1305::new(Key::from_slice(key.as_slice())))
    }

    /// Encrypts a chunk in place and puts its tag behind it.
    pub fn seal(&self, place: u32, is_last: bool, chunk: &mut Vec<u8>) -> Result<(), FilesError> {
        let sealed = self.0.encrypt_in_place_detached(&nonce(place, is_last), &[], chunk);
        chunk.extend_from_slice(&sealed.map_err(|_| FilesError::NotAuthentic)?);
        Ok(())
    }

    /// Decrypts what [`seal`](Self::seal) wrote; only at its own place.
    pub fn open(&self, place: u32, is_last: bool, chunk: &mut Vec<u8>) -> Result<(), FilesError> {
        let plain = chunk.len().checked_sub(TAG).ok_or(FilesError::NotAuthentic)?;
        let tag = *Tag::from_slice(&chunk[plain..]);
        chunk.truncate(plain);
        let opened = self.0.decrypt_in_place_detached(&nonce(place, is_last), &[], chunk, &tag);
        opened.map_err(|_| FilesError::NotAuthentic)
    }
}

fn nonce(place: u32, is_last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[7..11].copy_from_slice(&place.to_be_bytes());
    bytes[11] = u8::from(is_last);
    bytes.into()
}
