use domain::credit::{Credit, CreditUnit, ThresholdsForm};
use domain::provider_accounts::AccountBalance;
use serde_json::json;
use storage::credit_thresholds::{self, CreditThreshold};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Sets how little credit may be left on an account before somebody is told. What is low already is
    /// shown at once, and mailed to nobody: whoever sets it sees it.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or everything wrong in the form.
    pub async fn save_thresholds(&self, actor: &Actor, form: &ThresholdsForm) -> Result<(), ServiceError> {
        let (company, account) = self.account_to_price(actor, &form.account).await?;
        let id = account.id;
        let stored = credit_thresholds::of_account(self.db().read(), company, id).await?;
        let least = form.parse(&watchable(account.balance.as_ref(), &stored))?;
        let details = json!(least);
        let watch = |least| self.watch(least, account.balance.as_ref(), &stored);
        let thresholds: Vec<_> = least.into_iter().map(watch).collect();
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                credit_thresholds::replace(tx, company, id, &thresholds, services.now()).await?;
                let change = Change::of_company(company, "account.thresholds_set", id, details);
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        self.accounts_changed(company, id);
        Ok(())
    }

    fn watch(
        &self,
        least: Credit,
        balance: Option<&AccountBalance>,
        stored: &[CreditThreshold],
    ) -> CreditThreshold {
        let unit = least.unit();
        let watched = CreditThreshold { id: self.ids().next_id(), least, low_since: None };
        let is_low = balance.and_then(|told| told.left(&unit)).is_some_and(|left| watched.is_low(left));
        let since = stored.iter().find(|one| one.least.unit() == unit).and_then(|one| one.low_since);
        CreditThreshold { low_since: is_low.then(|| since.unwrap_or(self.now())), ..watched }
    }
}

/// Everything that is told of an account's credit, and what is watched of it already, each once.
pub(super) fn watchable(balance: Option<&AccountBalance>, stored: &[CreditThreshold]) -> Vec<CreditUnit> {
    let mut units = Vec::new();
    let told = balance.into_iter().flat_map(AccountBalance::units);
    for unit in told.chain(stored.iter().map(|one| one.least.unit())) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}
