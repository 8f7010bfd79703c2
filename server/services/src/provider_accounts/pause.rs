use domain::failure::Problem;
use domain::id::{AccountId, CompanyId};
use domain::message::HoldReason;
use domain::provider_accounts::PauseReason;
use domain::rights::Right;
use domain::topic::Topic;
use serde_json::json;
use storage::provider_accounts::{self, Pause};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Holds an account's messages until it is resumed. Pausing a paused account changes nothing.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound`.
    pub async fn pause_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        provider_accounts::find(self.db().read(), company, account).await?.ok_or(Problem::NotFound)?;
        let at = self.now();
        let pause = Pause { reason: PauseReason::ByPerson, at, code: String::new(), text: String::new() };
        let (services, actor, by) = (self.clone(), actor.clone(), actor.user());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !provider_accounts::pause(tx, company, account, &pause).await? {
                    return Ok(());
                }
                let change = Change::of_company(company, "account.paused", account, json!({}));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await?;
        self.hold_messages(company, account, HoldReason::AccountPaused, Some(by)).await?;
        self.accounts_changed(company, account);
        Ok(())
    }

    /// Lets an account send again; what was held for it goes out, and what was held for want of an account
    /// of its channel. Answers how many messages that are.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound`.
    pub async fn resume_account(&self, actor: &Actor, account: AccountId) -> Result<u32, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let found = provider_accounts::find(self.db().read(), company, account).await?;
        let channel = found.ok_or(Problem::NotFound)?.channel;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !provider_accounts::resume(tx, company, account, services.now()).await? {
                    return Ok(());
                }
                let change = Change::of_company(company, "account.resumed", account, json!({}));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        let by = Some(actor.user());
        let paused = self.release_paused(company, account, by).await?;
        let waiting = self.release_without_account(company, channel, account, by).await?;
        self.accounts_changed(company, account);
        Ok(u32::try_from(paused + waiting).unwrap_or(u32::MAX))
    }

    /// Tells open pages that an account looks different now.
    pub(crate) fn accounts_changed(&self, company: CompanyId, account: AccountId) {
        self.tell(company, Topic::Account(account));
    }
}
