use domain::id::UserId;
use secrecy::{ExposeSecret, SecretString};

use crate::error::ServiceError;
use crate::secrets::{KeyScope, Sealed, SecretLabel, SecretPlace, random_bytes};
use crate::services::Services;

/// How many recovery codes a person gets.
const CODES: usize = 10;
/// Letters that are not mistaken for one another; 32 of them, so each is worth five bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

const fn place(user: UserId) -> SecretPlace {
    SecretPlace::new(KeyScope::User(user), SecretLabel::new("second_factors.fresh_codes.v1"), user.as_i64())
}

/// Ten codes of fifty random bits, as they are typed: `abcde-12345`.
pub(super) fn generate() -> Result<Vec<String>, ServiceError> {
    (0..CODES).map(|_| one()).collect()
}

fn one() -> Result<String, ServiceError> {
    let bytes = random_bytes::<10>()?;
    let letters: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    Ok(format!("{}-{}", &letters[..5], &letters[5..]))
}

impl Services {
    /// What is kept of a recovery code, whichever way it was typed.
    pub(super) fn recovery_hash(&self, user: UserId, code: &str) -> Vec<u8> {
        let plain = code.replace('-', "");
        self.secret().pseudonym("recovery_codes.v1", &format!("{user}\0{plain}"))
    }

    pub(super) async fn seal_codes(&self, user: UserId, codes: &[String]) -> Result<Vec<u8>, ServiceError> {
        let text = SecretString::from(codes.join("\n"));
        Ok(self.vault().seal(&place(user), &text).await?.into_bytes())
    }

    pub(super) async fn open_codes(
        &self,
        user: UserId,
        sealed: Vec<u8>,
    ) -> Result<Vec<String>, ServiceError> {
        let text = self.vault().open(&place(user), &Sealed::from_bytes(sealed)?).await?;
        Ok(text.expose_secret().lines().map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::OneTimeCode;

    #[test]
    fn a_code_is_read_as_it_is_shown() -> Result<(), ServiceError> {
        let codes = generate()?;
        assert_eq!(codes.len(), CODES);
        for code in codes {
            let read = OneTimeCode::parse(&code.to_uppercase());
            assert_eq!(read, Ok(OneTimeCode::Recovery(code.replace('-', ""))), "{code}");
        }
        Ok(())
    }
}
