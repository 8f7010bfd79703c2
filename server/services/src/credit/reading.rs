use domain::credit::{FORECAST_WINDOW, lasts_until};
use domain::failure::Problem;
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::AccountBalance;
use storage::balance_readings::{self, BalanceReading};
use storage::{companies, provider_accounts};

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Keeps what an account's provider told of its credit: as what is left, and in the history of it.
    /// Whoever may see money is told when it has come to be low, once until it is enough again.
    pub(crate) async fn keep_balance(
        &self,
        company: CompanyId,
        account: AccountId,
        balance: AccountBalance,
    ) -> Result<(), ServiceError> {
        let now = balance.at;
        let mode = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?.mode;
        let since = now - FORECAST_WINDOW;
        let mut readings = balance_readings::since(self.db().read(), company, account, mode, since).await?;
        readings.push(balance.clone());
        let until = lasts_until(&readings, now);
        let turns = self.turns(company, account, &readings).await?;
        let id = self.ids().next_id();
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                provider_accounts::set_balance(tx, company, account, &balance, until).await?;
                if balance.units().next().is_some() {
                    let reading = BalanceReading { id, company, account, mode, balance };
                    balance_readings::insert(tx, reading).await?;
                }
                for turn in turns {
                    turn.note(tx, now).await?;
                }
                Ok(())
            })
        });
        Ok(work.await?)
    }
}
