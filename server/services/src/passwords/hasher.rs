use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::accounts::Password;
use hmac::{Hmac, Mac};
use sha2::Sha384;
use zeroize::Zeroizing;

use super::slots::Slots;

/// Marks how the text after it was made: bcrypt over base64(HMAC-SHA-384(server secret, password)).
const MARKER: &str = "hs384$1";
const WAITING: usize = 64;

/// Why a password could not be hashed or compared.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many sign-ins wait for the password pool")]
    Busy,
    #[error("the password pool is shutting down")]
    Stopped,
    #[error("bcrypt: {0}")]
    Bcrypt(#[from] bcrypt::BcryptError),
}

/// The stored form of a password, `hs384$1$2b$12$…`; useless without the server secret.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(String);

impl StoredPassword {
    pub const fn from_column(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bcrypt text, when this version knows the marker.
    fn bcrypt(&self) -> Option<&str> {
        self.0.strip_prefix(MARKER).filter(|text| text.starts_with('$'))
    }

    fn cost(&self) -> Option<u32> {
        self.bcrypt()?.split('$').nth(2)?.parse().ok()
    }
}

impl std::fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but kept by an older rule: hash it again.
    RightButOutdated,
    Wrong,
}

/// Hashes and compares passwords on a bounded pool.
///
/// bcrypt cuts after 72 bytes, which 37 Turkish letters exceed, so it gets the 64 characters of a keyed
/// HMAC instead; the key also makes a stolen table worthless by itself.
#[derive(Clone)]
pub struct Passwords {
    secret: Arc<Zeroizing<[u8; 32]>>,
    cost: u32,
    slots: Slots,
}

impl Passwords {
    /// `cost` is 12 in production; tests use 4. Half of the processors may hash at once.
    pub fn new(secret: Zeroizing<[u8; 32]>, cost: u32) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self { secret: Arc::new(secret), cost, slots: Slots::new((processors / 2).max(1), WAITING) }
    }

    /// # Errors
    /// [`PasswordError`]; `Busy` under a flood.
    pub async fn hash(&self, password: &Password) -> Result<StoredPassword, PasswordError> {
        let (digest, cost) = (self.digest(password), self.cost);
        let text = self.slots.run(move || bcrypt::non_truncating_hash(digest.as_bytes(), cost)).await??;
        Ok(StoredPassword(format!("{MARKER}{text}")))
    }

    /// Compares. Without a stored password it works as long and answers [`Verdict::Wrong`], so that time
    /// does not tell who has an account.
    ///
    /// # Errors
    /// [`PasswordError`]; `Busy` under a flood.
    pub async fn verify(
        &self,
        password: &Password,
        stored: Option<&StoredPassword>,
    ) -> Result<Verdict, PasswordError> {
        let known = stored.and_then(StoredPassword::bcrypt);
        let against = known.map_or_else(|| nobodys_hash(self.cost), str::to_owned);
        let digest = self.digest(password);
        let same =
            self.slots.run(move || bcrypt::non_truncating_verify(digest.as_bytes(), &against)).await??;
        let outdated = stored.and_then(StoredPassword::cost).is_some_and(|cost| cost < self.cost);
        Ok(match (same && known.is_some(), outdated) {
            (false, _) => Verdict::Wrong,
            (true, true) => Verdict::RightButOutdated,
            (true, false) => Verdict::Right,
        })
    }

    fn digest(&self, password: &Password) -> Zeroizing<String> {
        // An HMAC takes a key of any length.
        let keyed = Hmac::<Sha384>::new_from_slice(self.secret.as_slice());
        let bytes = keyed.map(|mac| mac.chain_update(password.expose().as_bytes()).finalize().into_bytes());
        Zeroizing::new(bytes.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default())
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Passwords(cost {})", self.cost)
    }
}

/// A well-formed hash that belongs to no password anybody knows.
fn nobodys_hash(cost: u32) -> String {
    format!("$2b${cost:02}${}{}", "abcdefghijklmnopqrstuu", "0123456789ABCDEFGHIJKLMNOPQRSTS")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(cost: u32) -> Passwords {
        Passwords::new(Zeroizing::new([7; 32]), cost)
    }

    #[tokio::test]
    async fn tells_right_from_wrong() -> Result<(), PasswordError> {
        let pool = passwords(4);
        let password = Password::new("mor salkım altında");
        let stored = pool.hash(&password).await?;
        assert!(stored.as_str().starts_with("hs384$1$2b$04$"), "{}", stored.as_str());
        assert_eq!(pool.verify(&password, Some(&stored)).await?, Verdict::Right);
        assert_eq!(pool.verify(&Password::new("mor salkim altinda"), Some(&stored)).await?, Verdict::Wrong);
        Ok(())
    }

    #[tokio::test]
    async fn a_letter_after_the_72nd_byte_counts() -> Result<(), PasswordError> {
        let pool = passwords(4);
        let long = "ş".repeat(60);
        let stored = pool.hash(&Password::new(format!("{long}a"))).await?;
        assert_eq!(pool.verify(&Password::new(format!("{long}b")), Some(&stored)).await?, Verdict::Wrong);
        assert_eq!(pool.verify(&Password::new(format!("{long}a")), Some(&stored)).await?, Verdict::Right);
        Ok(())
    }

    #[tokio::test]
    async fn asks_to_hash_again_when_the_cost_has_risen() -> Result<(), PasswordError> {
        let password = Password::new("mor salkım altında");
        let stored = passwords(4).hash(&password).await?;
        assert_eq!(passwords(5).verify(&password, Some(&stored)).await?, Verdict::RightButOutdated);
        Ok(())
    }

    #[tokio::test]
    async fn another_server_secret_opens_nothing() -> Result<(), PasswordError> {
        let password = Password::new("mor salkım altında");
        let stored = passwords(4).hash(&password).await?;
        let other = Passwords::new(Zeroizing::new([8; 32]), 4);
        assert_eq!(other.verify(&password, Some(&stored)).await?, Verdict::Wrong);
        Ok(())
    }

    #[tokio::test]
    async fn an_unknown_user_costs_a_whole_comparison() -> Result<(), PasswordError> {
        let hash = nobodys_hash(5);
        assert!(bcrypt::non_truncating_verify("x", &hash).is_ok_and(|same| !same), "bcrypt must take {hash}");
        assert_eq!(passwords(5).verify(&Password::new("x"), None).await?, Verdict::Wrong);
        Ok(())
    }

    #[tokio::test]
    async fn a_marker_of_another_version_is_never_right() -> Result<(), PasswordError> {
        let password = Password::new("mor salkım altında");
        let stored = passwords(4).hash(&password).await?.as_str().replace("hs384$1", "hs384$9");
        let verdict = passwords(4).verify(&password, Some(&StoredPassword::from_column(stored))).await?;
        assert_eq!(verdict, Verdict::Wrong);
        Ok(())
    }
}
