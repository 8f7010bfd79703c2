use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::id::{CompanyId, UserId};
use rand::TryRngCore;
use rand::rngs::OsRng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::sealed::{NONCE, Sealed};
use super::{MasterKeys, SecretsError};
use crate::keyed::hmac;

/// Whose data key seals a value: erasing that key erases everything it sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyScope {
    Platform,
    Company(CompanyId),
    User(UserId),
}

impl KeyScope {
    /// The number kept in `data_keys.scope`.
    pub const fn code(self) -> i16 {
        match self {
            Self::Platform => 1,
            Self::Company(_) => 2,
            Self::User(_) => 3,
        }
    }

    /// Reads the two columns of `data_keys` back.
    ///
    /// # Errors
    /// [`SecretsError::NotAuthentic`] for a scope that this release does not know.
    pub(super) const fn of_columns(scope: i16, owner: i64) -> Result<Self, SecretsError> {
        match scope {
            1 => Ok(Self::Platform),
            2 => Ok(Self::Company(CompanyId::from_i64(owner))),
            3 => Ok(Self::User(UserId::from_i64(owner))),
            _ => Err(SecretsError::NotAuthentic),
        }
    }

    /// The owner's id, kept in `data_keys.owner_id`; 0 for the platform.
    pub const fn owner(self) -> i64 {
        match self {
            Self::Platform => 0,
            Self::Company(company) => company.as_i64(),
            Self::User(user) => user.as_i64(),
        }
    }
}

/// The constant name of one kind of secret, such as `provider_account.secret.v1`: table, column and
/// version of the meaning. Never rename one: what it sealed would no longer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretLabel(&'static str);

impl SecretLabel {
    pub const fn new(label: &'static str) -> Self {
        Self(label)
    }
}

/// Where a secret lies. A ciphertext copied to another place does not open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretPlace {
    pub scope: KeyScope,
    pub label: SecretLabel,
    /// The id of its row, known before the insert.
    pub row: i64,
}

impl SecretPlace {
    pub const fn new(scope: KeyScope, label: SecretLabel, row: i64) -> Self {
        Self { scope, label, row }
    }

    /// The associated data; every part has a fixed width or its length before it.
    fn associated(&self, version: u32) -> Vec<u8> {
        let label = self.label.0.as_bytes();
        let mut bytes = Vec::with_capacity(label.len() + 30);
        bytes.extend((label.len() as u64).to_be_bytes());
        bytes.extend(label);
        bytes.extend(self.scope.code().to_be_bytes());
        bytes.extend(self.scope.owner().to_be_bytes());
        bytes.extend(self.row.to_be_bytes());
        bytes.extend(version.to_be_bytes());
        bytes
    }
}

/// The key that seals the values of one scope. Exists in the database only wrapped by a master key.
#[derive(Clone)]
pub struct DataKey {
    version: u32,
    key: Zeroizing<[u8; 32]>,
}

const WRAP_LABEL: SecretLabel = SecretLabel::new("data_key.v1");

impl DataKey {
    /// A fresh random key.
    ///
    /// # Errors
    /// [`SecretsError::NoRandom`].
    pub fn generate(version: u32) -> Result<Self, SecretsError> {
        Ok(Self { version, key: random_bytes()? })
    }

    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Encrypts a value for its place.
    ///
    /// # Errors
    /// [`SecretsError::NoRandom`].
    pub fn seal(&self, place: &SecretPlace, secret: &SecretString) -> Result<Sealed, SecretsError> {
        seal_bytes(&self.key, self.version, place, secret.expose_secret().as_bytes())
    }

    /// Decrypts a value from its place.
    ///
    /// # Errors
    /// [`SecretsError::NotAuthentic`] when it was changed or belongs to another place or key.
    pub fn open(&self, place: &SecretPlace, sealed: &Sealed) -> Result<SecretString, SecretsError> {
        let bytes = open_bytes(&self.key, place, sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| SecretsError::NotAuthentic)?;
        Ok(SecretString::from(text))
    }

    /// The key of one file: whoever knows its place and its salt, and has this key, derives it again.
    pub(super) fn derive(&self, place: &SecretPlace, salt: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut text = place.associated(self.version);
        text.extend_from_slice(salt);
        Zeroizing::new(hmac(self.key.as_slice(), &text))
    }

    /// Wraps the key for its row in `data_keys`, by the active master key.
    ///
    /// # Errors
    /// [`SecretsError::NoRandom`].
    pub fn wrap(&self, masters: &MasterKeys, scope: KeyScope, row: i64) -> Result<Sealed, SecretsError> {
        let place = SecretPlace::new(scope, WRAP_LABEL, row);
        seal_bytes(masters.active().bytes(), self.version, &place, self.key.as_slice())
    }

    /// Unwraps what [`wrap`](Self::wrap) wrote, by the master key named beside it.
    ///
    /// # Errors
    /// [`SecretsError::KeyUnknown`] or [`SecretsError::NotAuthentic`].
    pub fn unwrap_by(
        masters: &MasterKeys,
        master: &str,
        scope: KeyScope,
        row: i64,
        wrapped: &Sealed,
    ) -> Result<Self, SecretsError> {
        let place = SecretPlace::new(scope, WRAP_LABEL, row);
        let bytes = open_bytes(masters.named(master)?.bytes(), &place, wrapped)?;
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(SecretsError::NotAuthentic);
        }
        key.copy_from_slice(&bytes);
        Ok(Self { version: wrapped.key_version(), key })
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataKey(version {})", self.version)
    }
}

/// Random bytes of the operating system, wiped when dropped.
pub(crate) fn random_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, SecretsError> {
    let mut bytes = Zeroizing::new([0; N]);
    OsRng.try_fill_bytes(bytes.as_mut_slice()).map_err(SecretsError::NoRandom)?;
    Ok(bytes)
}

fn seal_bytes(
    key: &[u8; 32],
    version: u32,
    place: &SecretPlace,
    plain: &[u8],
) -> Result<Sealed, SecretsError> {
    let nonce = *random_bytes::<NONCE>()?;
    let aad = place.associated(version);
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    // Fails only beyond 256 GB.
    let ciphertext = cipher
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: &aad })
        .map_err(|_| SecretsError::NotAuthentic)?;
    Ok(Sealed::new(version, nonce, &ciphertext))
}

fn open_bytes(
    key: &[u8; 32],
    place: &SecretPlace,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, SecretsError> {
    let aad = place.associated(sealed.key_version());
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    cipher
        .decrypt(XNonce::from_slice(sealed.nonce()), Payload { msg: sealed.ciphertext(), aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| SecretsError::NotAuthentic)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: SecretLabel = SecretLabel::new("provider_account.secret.v1");

    fn place() -> SecretPlace {
        SecretPlace::new(KeyScope::Company(CompanyId::from_i64(5)), LABEL, 77)
    }

    #[test]
    fn opens_only_where_it_was_sealed() -> Result<(), SecretsError> {
        let key = DataKey::generate(3)?;
        let sealed = key.seal(&place(), &SecretString::from("hunter2"))?;
        assert_eq!(key.open(&place(), &sealed)?.expose_secret(), "hunter2");
        let elsewhere = [
            SecretPlace { row: 78, ..place() },
            SecretPlace { label: SecretLabel::new("provider_account.secret.v2"), ..place() },
            SecretPlace { scope: KeyScope::Company(CompanyId::from_i64(6)), ..place() },
            SecretPlace { scope: KeyScope::User(UserId::from_i64(5)), ..place() },
        ];
        for other in elsewhere {
            assert!(key.open(&other, &sealed).is_err(), "{other:?}");
        }
        Ok(())
    }

    #[test]
    fn no_changed_byte_goes_unnoticed() -> Result<(), SecretsError> {
        let key = DataKey::generate(1)?;
        let sealed = key.seal(&place(), &SecretString::from("x"))?;
        for at in 0..sealed.as_bytes().len() {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes[at] ^= 1;
            let opened = Sealed::from_bytes(bytes).and_then(|changed| key.open(&place(), &changed));
            assert!(opened.is_err(), "byte {at}");
        }
        Ok(())
    }

    #[test]
    fn the_same_secret_never_looks_the_same() -> Result<(), SecretsError> {
        let key = DataKey::generate(1)?;
        let secret = SecretString::from("same");
        assert_ne!(key.seal(&place(), &secret)?, key.seal(&place(), &secret)?);
        Ok(())
    }

    #[test]
    fn a_data_key_survives_its_wrapping_and_a_new_master_key() -> Result<(), SecretsError> {
        let old = MasterKeys::generate()?;
        let key = DataKey::generate(9)?;
        let sealed = key.seal(&place(), &SecretString::from("kept"))?;
        let wrapped = key.wrap(&old, KeyScope::Platform, 1)?;
        let id = old.active().id().as_str().to_owned();
        let both = MasterKeys::generate()?.followed_by(old);
        let back = DataKey::unwrap_by(&both, &id, KeyScope::Platform, 1, &wrapped)?;
        assert_eq!(back.open(&place(), &sealed)?.expose_secret(), "kept");
        assert_ne!(both.active().id().as_str(), id);
        Ok(())
    }

    #[test]
    fn a_wrapped_key_does_not_open_in_another_row_or_without_its_master() -> Result<(), SecretsError> {
        let masters = MasterKeys::generate()?;
        let wrapped = DataKey::generate(1)?.wrap(&masters, KeyScope::Platform, 1)?;
        let id = masters.active().id().as_str();
        assert!(DataKey::unwrap_by(&masters, id, KeyScope::Platform, 2, &wrapped).is_err());
        let others = MasterKeys::generate()?;
        assert!(matches!(
            DataKey::unwrap_by(&others, id, KeyScope::Platform, 1, &wrapped),
            Err(SecretsError::KeyUnknown(_))
        ));
        Ok(())
    }

    #[test]
    fn prints_no_key() -> Result<(), SecretsError> {
        let key = DataKey::generate(4)?;
        assert_eq!(format!("{key:?}"), "DataKey(version 4)");
        Ok(())
    }
}
