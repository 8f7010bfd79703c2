use domain::id::CompanyId;
use domain::provider_accounts::AccountRow;
use domain::rights::Right;
use storage::credit_thresholds;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Marks the rows of accounts whose credit is low; for somebody who may not see money it takes away
    /// all that tells of it.
    pub(crate) async fn show_credit(
        &self,
        actor: &Actor,
        company: CompanyId,
        rows: &mut [AccountRow],
    ) -> Result<(), ServiceError> {
        if !actor.rights().has(Right::SeeFinancial) {
            for row in rows {
                (row.balance, row.credit_low, row.credit_until) = (None, false, None);
            }
            return Ok(());
        }
        let low = credit_thresholds::low_accounts(self.db().read(), company).await?;
        let today = self.now().to_istanbul().date();
        for row in rows {
            row.credit_low = low.contains(&row.id);
            // An estimate of long ago is none.
            row.credit_until =
                row.credit_until.filter(|day| *day >= today && row.balance_failed_since.is_none());
        }
        Ok(())
    }
}
