//! What an account's provider tells about it by the way: balance, sender names, templates.

use providers::provider::Provider;
use storage::provider_accounts::{self, ProviderAccount};

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Keeps what the provider tells by the way; what it does not tell now it may tell another time.
    pub(super) async fn learn(&self, account: &ProviderAccount, provider: &dyn Provider) {
        if let Err(error) = self.try_to_learn(account, provider).await {
            tracing::info!(account = %account.id, %error, "an account's facts were not kept");
        }
    }

    async fn try_to_learn(
        &self,
        account: &ProviderAccount,
        provider: &dyn Provider,
    ) -> Result<(), ServiceError> {
        let able = provider.capabilities();
        if able.balance
            && let Ok(balance) = provider.balance().await
        {
            self.keep_balance(account, balance.money).await?;
        }
        if able.sender_names
            && let Ok(names) = provider.sender_names().await
        {
            let (company, id) = (account.company, account.id);
            let work = self.db().write(move |tx| {
                Box::pin(
                    async move { Ok(provider_accounts::set_sender_names(tx, company, id, &names).await?) },
                )
            });
            work.await?;
        }
        if able.templates
            && let Ok(templates) = provider.templates().await
        {
            self.keep_templates(account, templates).await?;
        }
        Ok(())
    }

    pub(crate) async fn keep_balance(
        &self,
        account: &ProviderAccount,
        money: Option<domain::money::Money>,
    ) -> Result<(), ServiceError> {
        let Some(money) = money else { return Ok(()) };
        let (company, id, now) = (account.company, account.id, self.now());
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::set_balance(tx, company, id, money, now).await?) })
        });
        Ok(work.await?)
    }
}
