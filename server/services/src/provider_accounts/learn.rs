//! What an account's provider tells about it: balance, sender names, templates.

use domain::failure::Problem;
use domain::id::AccountId;
use domain::rights::Right;
use providers::provider::{Provider, RemoteTemplate};
use serde_json::json;
use storage::provider_accounts::{self, ProviderAccount};
use storage::provider_templates::{self, StoredTemplate};

use super::provider::told;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Asks the provider for balance and sender names, and keeps them.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or what the provider said.
    pub async fn refresh_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let (stored, provider) = self.provider_of(company, account).await?;
        if provider.capabilities().balance {
            let balance = provider.balance().await.map_err(|failure| told(&failure))?;
            self.keep_balance(&stored, balance.money).await?;
        }
        self.learn(&stored, provider.as_ref()).await;
        provider.close().await;
        Ok(())
    }

    /// Reads the provider's list of templates and keeps it. Answers how many there are.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, `ProviderRefused` where the provider keeps none, or what it said.
    pub async fn sync_templates(&self, actor: &Actor, account: AccountId) -> Result<u32, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let (stored, provider) = self.provider_of(company, account).await?;
        if !provider.capabilities().templates {
            return Err(Problem::ProviderRefused.into());
        }
        let templates = provider.templates().await.map_err(|failure| told(&failure))?;
        provider.close().await;
        let count = u32::try_from(templates.len()).unwrap_or(u32::MAX);
        self.keep_templates(&stored, templates).await?;
        Ok(count)
    }

    /// The kept templates of an account, by name.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn list_templates(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<Vec<StoredTemplate>, ServiceError> {
        let company = actor.company()?;
        Ok(provider_templates::of_account(self.db().read(), company, account).await?)
    }

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
        self.accounts_changed(account.company, account.id);
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

    async fn keep_templates(
        &self,
        account: &ProviderAccount,
        templates: Vec<RemoteTemplate>,
    ) -> Result<(), ServiceError> {
        let (company, id, now) = (account.company, account.id, self.now());
        let stored = templates.into_iter().map(|template| self.stored_template(account, template)).collect();
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(provider_templates::replace(tx, company, id, stored, now).await?) })
        });
        Ok(work.await?)
    }

    fn stored_template(&self, account: &ProviderAccount, template: RemoteTemplate) -> StoredTemplate {
        let shape = shape(&template);
        StoredTemplate {
            id: self.ids().next_id(),
            company: account.company,
            account: account.id,
            provider_ref: template.id,
            name: template.name,
            language: template.language,
            category: template.category,
            status: template.status,
            quality: template.quality,
            shape,
            synced_at: self.now(),
        }
    }
}

fn shape(template: &RemoteTemplate) -> String {
    let fields = |fields: &[providers::provider::TemplateField]| -> Vec<serde_json::Value> {
        fields.iter().map(|field| json!({ "name": field.name, "example": field.example })).collect()
    };
    let header = template.header.as_ref().map(|header| {
        json!({ "format": header.format, "text": header.text, "variables": fields(&header.variables) })
    });
    let buttons: Vec<_> = template
        .buttons
        .iter()
        .map(|button| {
            json!({ "kind": button.kind, "text": button.text, "url": button.url, "takes_value": button.takes_value })
        })
        .collect();
    json!({
        "header": header,
        "body": template.body,
        "variables": fields(&template.variables),
        "named": template.named,
        "footer": template.footer,
        "buttons": buttons,
    })
    .to_string()
}
