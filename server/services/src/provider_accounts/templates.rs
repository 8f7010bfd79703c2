//! The templates a provider keeps for an account.

use domain::failure::Problem;
use domain::id::AccountId;
use domain::provider_accounts::{
    ButtonShape, FieldShape, HeaderShape, TemplateCategory, TemplateShape, TemplateStatus, TemplateView,
};
use domain::rights::Right;
use providers::provider::{RemoteTemplate, TemplateField};
use storage::provider_accounts::ProviderAccount;
use storage::provider_templates::{self, StoredTemplate};

use super::provider::told;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
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
        let templates = provider.templates().await.map_err(|failure| told(&stored, &failure))?;
        let count = u32::try_from(templates.len()).unwrap_or(u32::MAX);
        self.keep_templates(&stored, templates).await?;
        self.accounts_changed(company, account);
        Ok(count)
    }

    /// Reads the templates of an account that was just connected; what does not work now is told by its
    /// test.
    pub(super) async fn learn_templates(&self, account: &ProviderAccount) {
        let Ok((stored, provider)) = self.provider_of(account.company, account.id).await else { return };
        if !provider.capabilities().templates {
            return;
        }
        if let Ok(templates) = provider.templates().await
            && let Err(error) = self.keep_templates(&stored, templates).await
        {
            tracing::info!(account = %account.id, %error, "the templates of a new account were not kept");
        }
    }

    /// The kept templates of an account, by name.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn list_templates(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<Vec<TemplateView>, ServiceError> {
        let company = actor.company()?;
        let stored = provider_templates::of_account(self.db().read(), company, account).await?;
        Ok(stored.into_iter().map(view).collect())
    }

    pub(super) async fn keep_templates(
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
        StoredTemplate {
            id: self.ids().next_id(),
            company: account.company,
            account: account.id,
            provider_ref: template.id.clone(),
            name: template.name.clone(),
            language: template.language.clone(),
            category: template.category.clone(),
            status: template.status.clone(),
            quality: template.quality.clone(),
            shape: serde_json::to_string(&shape(template)).unwrap_or_default(),
            synced_at: self.now(),
        }
    }
}

/// A template as pages show it; one whose shape cannot be read is shown without its text.
pub(crate) fn view(stored: StoredTemplate) -> TemplateView {
    TemplateView {
        category: TemplateCategory::of(&stored.category),
        status: TemplateStatus::of(&stored.status),
        shape: serde_json::from_str(&stored.shape).unwrap_or_default(),
        name: stored.name,
        language: stored.language,
        quality: stored.quality,
        synced: stored.synced_at,
    }
}

fn shape(template: RemoteTemplate) -> TemplateShape {
    let fields = |fields: Vec<TemplateField>| -> Vec<FieldShape> {
        fields.into_iter().map(|field| FieldShape { name: field.name, example: field.example }).collect()
    };
    let header = template.header.map(|header| HeaderShape {
        format: header.format,
        text: header.text,
        variables: fields(header.variables),
    });
    let buttons = template.buttons.into_iter().map(|button| ButtonShape {
        kind: button.kind,
        text: button.text,
        url: button.url,
        takes_value: button.takes_value,
    });
    TemplateShape {
        header,
        body: template.body,
        variables: fields(template.variables),
        named: template.named,
        footer: template.footer,
        buttons: buttons.collect(),
    }
}
