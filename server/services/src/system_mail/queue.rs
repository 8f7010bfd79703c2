use domain::lang::Lang;
use secrecy::SecretString;
use storage::system_mails::{self, StoredMail};
use storage::{DbErr, Tx};

use super::SystemMail;
use crate::error::ServiceError;
use crate::secrets::{KeyScope, SecretLabel, SecretPlace};
use crate::services::Services;

pub(super) const fn place(mail: i64) -> SecretPlace {
    SecretPlace::new(KeyScope::Platform, SecretLabel::new("system_mails.parameters.v1"), mail)
}

/// A mail that is sealed and only has to be written down.
#[derive(Debug, Clone)]
pub(crate) struct PreparedMail(StoredMail);

impl Services {
    /// Seals a mail; before the transaction that sends it begins.
    pub(crate) async fn prepare_mail(
        &self,
        recipient: &str,
        lang: Lang,
        mail: &SystemMail,
    ) -> Result<PreparedMail, ServiceError> {
        let id = self.ids().next_id();
        let text = serde_json::to_string(mail).map_err(|_| ServiceError::Broken("a mail is no JSON"))?;
        let sealed = self.vault().seal(&place(id), &SecretString::from(text)).await?;
        Ok(PreparedMail(StoredMail {
            id,
            kind: mail.code(),
            recipient: recipient.to_owned(),
            lang,
            parameters: Some(sealed.into_bytes()),
            created_at: self.now(),
            taken_at: None,
        }))
    }
}

/// Sends a mail of the platform: it leaves if, and only if, the transaction commits. The one way to
/// send such mail; whoever carries it takes it by [`Services::take_system_mails`].
pub(crate) async fn send_system_mail(tx: &Tx, mail: PreparedMail) -> Result<(), DbErr> {
    system_mails::insert(tx, mail.0).await
}
