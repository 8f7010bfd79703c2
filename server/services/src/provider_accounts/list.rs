use domain::failure::Problem;
use domain::id::AccountId;
use domain::provider_accounts::{AccountRow, AccountView};
use domain::provider_form::ProviderForm;
use domain::rights::Right;
use providers::registry;
use secrecy::ExposeSecret;
use storage::provider_accounts::{self, ProviderAccount};

use super::sealing::callback_place;
use super::view::{is_default, rows, view};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::Sealed;
use crate::services::Services;

impl Services {
    /// Every provider that can be connected, with the form it asks for.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub fn list_providers(&self, actor: &Actor) -> Result<Vec<ProviderForm>, ServiceError> {
        actor.company()?;
        Ok(registry::all().iter().map(|descriptor| descriptor.to_form()).collect())
    }

    /// The company's accounts, oldest first, with what waits for each.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn list_accounts(&self, actor: &Actor) -> Result<Vec<AccountRow>, ServiceError> {
        let company = actor.company()?;
        let accounts = provider_accounts::of_company(self.db().read(), company).await?;
        let held = provider_accounts::held_counts(self.db().read(), company).await?;
        Ok(rows(&accounts, &held))
    }

    /// One account with its form; secrets are only named.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` for another company's.
    pub async fn get_account(&self, actor: &Actor, account: AccountId) -> Result<AccountView, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let all = provider_accounts::of_company(self.db().read(), company).await?;
        let found = all.iter().find(|other| other.id == account).ok_or(Problem::NotFound)?;
        let held = provider_accounts::held_counts(self.db().read(), company).await?;
        let url = self.callback_url(found).await?;
        view(found.clone(), is_default(found, &all), &held, url)
    }

    /// The address that the provider has to be told.
    pub(crate) async fn callback_url(
        &self,
        account: &ProviderAccount,
    ) -> Result<Option<String>, ServiceError> {
        let Some(token) = &account.callback else { return Ok(None) };
        let sealed = Sealed::from_bytes(token.sealed.clone())?;
        let secret = self.vault().open(&callback_place(account.company, account.id), &sealed).await?;
        Ok(Some(format!("{}/callbacks/{}", self.public_url(), secret.expose_secret())))
    }
}
