use domain::failure::Problem;
use domain::provider_accounts::PricesForm;
use domain::rights::Right;
use serde_json::json;
use storage::{account_prices, provider_accounts};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Sets what an account charges, for estimates and the limit of money. Messages that are planned keep
    /// the estimate they have.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or everything wrong in the form.
    pub async fn save_prices(&self, actor: &Actor, form: &PricesForm) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let id = form.account.parse().map_err(|_| Problem::NotFound)?;
        let account =
            provider_accounts::find(self.db().read(), company, id).await?.ok_or(Problem::NotFound)?;
        let prices = form.parse(account.channel)?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                account_prices::replace(tx, services.ids(), (company, id), &prices, services.now()).await?;
                let change = Change::of_company(company, "account.prices_changed", id, json!(prices));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }
}
