use domain::failure::{Failure, Problem};
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{PriceForm, RemovePriceForm, prices_on};
use domain::rights::Right;
use serde_json::json;
use storage::account_prices;
use storage::provider_accounts::{self, ProviderAccount};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Sets what an account charges from a day on, for estimates and the limit of money. Messages that
    /// are planned keep the estimate they have.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or everything wrong in the form; `Required` at `amount` where there is no
    /// price to be ended.
    pub async fn set_price(&self, actor: &Actor, form: &PriceForm) -> Result<(), ServiceError> {
        let (company, account) = self.account_to_price(actor, &form.account).await?;
        let id = account.id;
        let entry = form.parse(account.channel, self.now().to_istanbul().date())?;
        let entries = account_prices::of_account(self.db().read(), company, id).await?;
        if entry.price.is_none() && !prices_on(entry.from, &entries).contains_key(&entry.unit) {
            return Err(Failure::field("amount", Problem::Required).into());
        }
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                account_prices::set(tx, services.ids(), (company, id), &entry, services.now()).await?;
                let change = Change::of_company(company, "account.price_set", id, json!(entry));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        self.accounts_changed(company, id);
        Ok(())
    }

    /// Takes a price out of the list that has not begun to hold.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or everything wrong in the form; `InThePast` for a price that holds or held.
    pub async fn remove_price(&self, actor: &Actor, form: &RemovePriceForm) -> Result<(), ServiceError> {
        let (company, account) = self.account_to_price(actor, &form.account).await?;
        let id = account.id;
        let (unit, from) = form.parse(account.channel, self.now().to_istanbul().date())?;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !account_prices::remove(tx, company, id, (unit, from)).await? {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "unit": unit, "from": from });
                let change = Change::of_company(company, "account.price_removed", id, details);
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        self.accounts_changed(company, id);
        Ok(())
    }

    /// An account whose money somebody is to change, who must see it too.
    pub(super) async fn account_to_price(
        &self,
        actor: &Actor,
        account: &str,
    ) -> Result<(CompanyId, ProviderAccount), ServiceError> {
        actor.require(Right::SeeFinancial)?;
        let company = actor.require(Right::ManageProviders)?;
        let id: AccountId = account.parse().map_err(|_| Problem::NotFound)?;
        let found = provider_accounts::find(self.db().read(), company, id).await?;
        Ok((company, found.ok_or(Problem::NotFound)?))
    }
}
