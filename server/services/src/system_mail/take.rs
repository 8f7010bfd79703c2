use domain::lang::Lang;
use secrecy::ExposeSecret;
use storage::system_mails::{self, StoredMail};

use super::queue::place;
use super::{RenderedMail, SystemMail};
use crate::error::ServiceError;
use crate::secrets::Sealed;
use crate::services::Services;

/// A mail of the platform that waits to be carried.
#[derive(Debug, Clone)]
pub struct WaitingMail {
    /// For [`Services::finish_system_mail`], and the key that keeps it from being planned twice.
    pub id: i64,
    pub recipient: String,
    pub lang: Lang,
    pub mail: SystemMail,
}

impl Services {
    /// The oldest waiting mails, opened.
    ///
    /// # Errors
    /// Storage, or a missing master key.
    pub async fn take_system_mails(&self, limit: u64) -> Result<Vec<WaitingMail>, ServiceError> {
        let mut waiting = Vec::new();
        for stored in system_mails::waiting(self.db().read(), limit).await? {
            waiting.push(self.open_mail(stored).await?);
        }
        Ok(waiting)
    }

    /// Marks a mail as handed on and forgets what filled it in; `false` when another process did.
    ///
    /// # Errors
    /// Storage.
    pub async fn finish_system_mail(&self, mail: i64) -> Result<bool, ServiceError> {
        let now = self.now();
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(system_mails::wipe(tx, mail, now).await?) }));
        Ok(work.await?)
    }

    /// The words of a mail under the operator's brand.
    ///
    /// # Errors
    /// Storage.
    pub async fn render_system_mail(&self, waiting: &WaitingMail) -> Result<RenderedMail, ServiceError> {
        Ok(waiting.mail.render(waiting.lang, &self.brand().await?))
    }

    async fn open_mail(&self, stored: StoredMail) -> Result<WaitingMail, ServiceError> {
        let sealed = Sealed::from_bytes(stored.parameters.unwrap_or_default())?;
        let text = self.vault().open(&place(stored.id), &sealed).await?;
        let mail = serde_json::from_str(text.expose_secret());
        let mail = mail.map_err(|_| ServiceError::Broken("a waiting mail is of a newer release"))?;
        Ok(WaitingMail { id: stored.id, recipient: stored.recipient, lang: stored.lang, mail })
    }
}
