use std::time::Duration;

use domain::accounts::Via;
use domain::id::AccountId;
use domain::message::{Channel, Class, HoldReason, Purpose};
use secrecy::SecretString;
use storage::ledger::{Body, FirstState, Ledger as _, NewMessage, SendKey};
use storage::provider_accounts;

use super::sealed_text::seal_text;
use super::{SystemMail, WaitingMail};
use crate::error::ServiceError;
use crate::services::Services;

/// Mails of one round.
const PIECE: u64 = 100;

impl Services {
    /// Puts the waiting mails of the platform into the ledger, where every message goes. Without a mail
    /// account of the platform they are held there. Answers how many.
    ///
    /// # Errors
    /// Storage, or a missing master key.
    pub async fn carry_system_mails(&self) -> Result<usize, ServiceError> {
        let waiting = self.take_system_mails(PIECE).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let company = self.platform_company().await?;
        let account = provider_accounts::default_of(self.db().read(), company, Channel::Email).await?;
        let account = account.map(|account| account.id);
        if account.is_none() {
            tracing::warn!(
                mails = waiting.len(),
                "no mail account of the platform is configured: its mails are held"
            );
        }
        for mail in &waiting {
            let message = self.system_message(company, account, mail).await?;
            self.sql_ledger().plan(vec![message]).await?;
            self.finish_system_mail(mail.id).await?;
        }
        Ok(waiting.len())
    }

    async fn system_message(
        &self,
        company: domain::id::CompanyId,
        account: Option<AccountId>,
        waiting: &WaitingMail,
    ) -> Result<NewMessage, ServiceError> {
        let rendered = self.render_system_mail(waiting).await?;
        let text = SecretString::from(rendered.text);
        let now = self.now();
        Ok(NewMessage {
            company,
            account,
            channel: Channel::Email,
            purpose: Purpose::Transactional,
            class: Class::Informational,
            key: SendKey::new(format!("system:{}", waiting.id)),
            state: if account.is_some() {
                FirstState::Queued
            } else {
                FirstState::Held(HoldReason::NoAccount)
            },
            due_at: now,
            expires_at: Some(now + validity(&waiting.mail)),
            round: 0,
            contact: None,
            address: None,
            campaign: None,
            resend_of: None,
            created_by: None,
            approved_by: None,
            via: Via::System,
            cost: None,
            body: Body {
                recipient: waiting.recipient.clone(),
                subject: Some(rendered.subject),
                params: Some(seal_text(self.vault(), waiting.id, &text).await?),
                ..Body::default()
            },
        })
    }
}

/// A mail is worth nothing once its link no longer works.
const fn validity(mail: &SystemMail) -> Duration {
    match mail {
        SystemMail::PasswordReset { .. } => Duration::from_secs(30 * 60),
        SystemMail::EmailConfirm { .. } => Duration::from_secs(60 * 60),
        SystemMail::PasswordChanged { .. }
        | SystemMail::EmailChanged { .. }
        | SystemMail::SecondFactorChanged { .. }
        | SystemMail::CreditLow { .. }
        | SystemMail::Invitation { .. } => Duration::from_secs(7 * 86_400),
    }
}
