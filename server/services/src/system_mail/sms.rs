//! SMS of the platform itself: codes that prove a phone.

use std::time::Duration;

use domain::accounts::Via;
use domain::failure::{Failure, Problem};
use domain::id::AccountId;
use domain::message::{Channel, Class, Purpose};
use domain::provider_form::FormValues;
use providers::registry;
use secrecy::SecretString;
use storage::ledger::{Body, FirstState, Ledger as _, NewMessage, SendKey};
use storage::provider_accounts::{self, ProviderAccount};

use super::sealed_text::seal_text;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Connects the platform's own SMS account, or changes it. `provider` is one of the registry's, such
    /// as `netgsm`; `values` are the fields of its form.
    ///
    /// # Errors
    /// `Invalid` at `provider` for one that sends no SMS, everything wrong with the values, or storage.
    pub async fn set_platform_sms(
        &self,
        provider: &str,
        values: &FormValues,
    ) -> Result<AccountId, ServiceError> {
        if registry::find(provider).is_none_or(|descriptor| descriptor.channel != Channel::Sms) {
            return Err(Failure::field("provider", Problem::Invalid).into());
        }
        self.set_platform_account(provider, values).await
    }

    /// Disconnects the platform's SMS account, if it has one; a code that waits in it never leaves.
    ///
    /// # Errors
    /// Storage.
    pub async fn forget_platform_sms(&self) -> Result<(), ServiceError> {
        self.forget_platform_account(Channel::Sms).await.map(drop)
    }

    /// The account that the platform's own SMS leave by, when there is one that works.
    pub(crate) async fn platform_sms(&self) -> Result<Option<ProviderAccount>, ServiceError> {
        let company = self.platform_company().await?;
        let account = provider_accounts::default_of(self.db().read(), company, Channel::Sms).await?;
        Ok(account.filter(|account| account.pause.is_none()))
    }

    /// Sends a code, which is worth nothing after `life`. Its text lies sealed until it leaves.
    pub(crate) async fn send_system_sms(
        &self,
        account: &ProviderAccount,
        recipient: &str,
        text: String,
        life: Duration,
    ) -> Result<(), ServiceError> {
        let (id, now) = (self.ids().next_id(), self.now());
        let message = NewMessage {
            company: account.company,
            account: Some(account.id),
            channel: Channel::Sms,
            purpose: Purpose::Code,
            class: Class::Informational,
            key: SendKey::new(format!("system:{id}")),
            state: FirstState::Queued,
            due_at: now,
            expires_at: Some(now + life),
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
                recipient: recipient.to_owned(),
                params: Some(seal_text(self.vault(), id, &SecretString::from(text)).await?),
                ..Body::default()
            },
        };
        self.sql_ledger().plan(vec![message]).await?;
        Ok(())
    }
}
