use domain::failure::{Failure, Problem};
use domain::id::AccountId;
use domain::rights::Right;
use serde_json::json;
use storage::provider_accounts::{self, ProviderAccount};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Removes an account: its secrets and its callback address are gone, its messages stay in the
    /// ledger. Those that wait leave through `successor`; without one they are held until another account
    /// of the channel is connected, resumed or chosen. What its provider called with before is taken in
    /// first.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; at `successor` `NoAccount` for one that is not there or is of another
    /// channel, `AccountPaused` for one that does not send.
    pub async fn remove_account(
        &self,
        actor: &Actor,
        account: AccountId,
        successor: Option<AccountId>,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let found = provider_accounts::find(self.db().read(), company, account).await?;
        self.check_successor(&found.ok_or(Problem::NotFound)?, successor).await?;
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
        self.hand_on(company, account, successor, Some(actor.user())).await?;
        self.accounts_changed(company, account);
        Ok(())
    }

    async fn check_successor(
        &self,
        removed: &ProviderAccount,
        successor: Option<AccountId>,
    ) -> Result<(), ServiceError> {
        let Some(successor) = successor else { return Ok(()) };
        let found = provider_accounts::find(self.db().read(), removed.company, successor).await?;
        let fits = found.filter(|other| other.channel == removed.channel && other.id != removed.id);
        match fits {
            None => Err(Failure::field("successor", Problem::NoAccount).into()),
            Some(other) if other.pause.is_some() => {
                Err(Failure::field("successor", Problem::AccountPaused).into())
            }
            Some(_) => Ok(()),
        }
    }

    /// Makes an account the one that carries its channel's messages when they name none. What is held for
    /// want of an account goes out through it, unless it is paused itself.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound`.
    pub async fn make_default_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let found = provider_accounts::find(self.db().read(), company, account).await?;
        let found = found.ok_or(Problem::NotFound)?;
        let channel = found.channel;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                provider_accounts::make_default(tx, company, channel, account).await?;
                let change = Change::of_company(company, "account.made_default", account, json!({}));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        if found.pause.is_none() {
            self.release_without_account(company, channel, account, Some(actor.user())).await?;
        }
        self.accounts_changed(company, account);
        Ok(())
    }
}
