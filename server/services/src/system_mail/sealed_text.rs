//! The text of a system mail in the ledger: it may hold a link that opens an account, so it lies sealed
//! and is opened just before it leaves.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::error::ServiceError;
use crate::secrets::{KeyScope, Sealed, SecretLabel, SecretPlace, Vault};

#[derive(Serialize, Deserialize)]
struct SealedText {
    sealed: String,
    /// The id of the mail, which is part of what it was sealed with.
    mail: String,
}

const fn place(mail: i64) -> SecretPlace {
    SecretPlace::new(KeyScope::Platform, SecretLabel::new("message_bodies.params.v1"), mail)
}

/// The parameters of a body that holds a sealed text.
pub(super) async fn seal_text(vault: &Vault, mail: i64, text: &SecretString) -> Result<String, ServiceError> {
    let sealed = vault.seal(&place(mail), text).await?.to_base64();
    let params = SealedText { sealed, mail: mail.to_string() };
    serde_json::to_string(&params).map_err(|_| ServiceError::Broken("a sealed text is no JSON"))
}

/// The text, when the parameters hold a sealed one.
pub(crate) async fn open_text(vault: &Vault, params: &str) -> Result<Option<SecretString>, ServiceError> {
    let Ok(params) = serde_json::from_str::<SealedText>(params) else { return Ok(None) };
    let mail = params.mail.parse().map_err(|_| ServiceError::Broken("a sealed text has no mail"))?;
    vault.open(&place(mail), &Sealed::from_base64(&params.sealed)?).await.map(Some)
}
