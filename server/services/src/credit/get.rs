use domain::credit::{Credit, CreditDay, CreditUnit, CreditView, UnitCredit, by_day, forecast};
use domain::failure::Problem;
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{AccountBalance, price_list};
use domain::rights::Right;
use domain::time::{CivilTime, Date, Timestamp};
use providers::registry;
use storage::credit_thresholds::{self, CreditThreshold};
use storage::provider_accounts::{self, ProviderAccount};
use storage::{account_prices, balance_readings, companies};

use super::thresholds::watchable;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Days that are shown, today among them. No fewer than forecasts look at.
const DAYS: i32 = 30;

impl Services {
    /// What an account charges, what is left on it and how that went.
    ///
    /// # Errors
    /// `Forbidden` without the right to see money; `NotFound`.
    pub async fn get_credit(&self, actor: &Actor, account: AccountId) -> Result<CreditView, ServiceError> {
        let company = actor.require(Right::SeeFinancial)?;
        let db = self.db().read();
        let found = provider_accounts::find(db, company, account).await?.ok_or(Problem::NotFound)?;
        let today = self.now().to_istanbul().date();
        let prices = price_list(account_prices::of_account(db, company, account).await?, today);
        let watched = credit_thresholds::of_account(db, company, account).await?;
        let first = today.plus_days(1 - DAYS);
        let readings = self.readings_since(company, account, first).await?;
        let unit = |unit| self.unit_credit(unit, found.balance.as_ref(), &watched, (&readings, first));
        let units = watchable(found.balance.as_ref(), &watched).into_iter().filter_map(unit).collect();
        let descriptor = registry::find(&found.provider);
        let ProviderAccount { name, channel, balance, balance_failed_since, .. } = found;
        Ok(CreditView {
            account,
            name,
            channel,
            tells_balance: descriptor.is_some_and(|descriptor| descriptor.capabilities.balance),
            balance,
            balance_failed_since,
            units,
            prices,
            today,
            may_change: actor.rights().has(Right::ManageProviders),
        })
    }

    async fn readings_since(
        &self,
        company: CompanyId,
        account: AccountId,
        first: Date,
    ) -> Result<Vec<AccountBalance>, ServiceError> {
        let mode = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?.mode;
        let since = Timestamp::from_istanbul(CivilTime::midnight(first));
        Ok(balance_readings::since(self.db().read(), company, account, mode, since).await?)
    }

    /// What is known of one unit; `None` where not even how much is left.
    fn unit_credit(
        &self,
        unit: CreditUnit,
        balance: Option<&AccountBalance>,
        watched: &[CreditThreshold],
        (readings, first): (&[AccountBalance], Date),
    ) -> Option<UnitCredit> {
        let left = balance?.left(&unit)?;
        let threshold = watched.iter().find(|one| one.least.unit() == unit);
        let mut days: Vec<CreditDay> = by_day(&unit, readings);
        days.retain(|day| day.day >= first);
        Some(UnitCredit {
            left: Credit::new(&unit, left),
            is_low: threshold.is_some_and(|threshold| threshold.is_low(left)),
            threshold: threshold.map(|threshold| threshold.least.clone()),
            forecast: forecast(&unit, readings, self.now()),
            days,
        })
    }
}
