use domain::failure::Problem;
use domain::id::AccountId;
use domain::message::HoldReason;
use domain::rights::Right;
use serde_json::json;
use storage::provider_accounts;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Removes an account: its secrets and its callback address are gone, its messages stay in the
    /// ledger, and those that wait are held. What its provider called with before is taken in first.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound`.
    pub async fn remove_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        provider_accounts::find(self.db().read(), company, account).await?.ok_or(Problem::NotFound)?;
        self.apply_calls_of(account).await?;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !provider_accounts::remove(tx, company, account, services.now()).await? {
                    return Err(Problem::NotFound.into());
                }
                let change = Change::of_company(company, "account.removed", account, json!({}));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        self.built_providers().forget(account);
        self.hold_messages(company, account, HoldReason::NoAccount, Some(actor.user())).await?;
        self.accounts_changed(company, account);
        Ok(())
    }

    /// Makes an account the one that carries its channel's messages when they name none.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound`.
    pub async fn make_default_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let found = provider_accounts::find(self.db().read(), company, account).await?;
        let channel = found.ok_or(Problem::NotFound)?.channel;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                provider_accounts::make_default(tx, company, channel, account).await?;
                let change = Change::of_company(company, "account.made_default", account, json!({}));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        self.accounts_changed(company, account);
        Ok(())
    }
}
