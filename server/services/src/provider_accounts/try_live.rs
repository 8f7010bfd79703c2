use domain::company::CompanyMode;
use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use storage::provider_accounts;

use super::provider::told;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Tries the company's accounts at the real providers, without sending anything, until one works.
    ///
    /// # Errors
    /// `NoAccount`, or what the last provider said.
    pub(crate) async fn try_live_accounts(&self, company: CompanyId) -> Result<(), ServiceError> {
        let mut last: ServiceError = Problem::NoAccount.into();
        for account in provider_accounts::of_company(self.db().read(), company).await? {
            let failure = match self.build_provider(&account, CompanyMode::Live).await? {
                Ok(provider) => match provider.test_connection().await {
                    Ok(_) => return Ok(()),
                    Err(failure) => failure,
                },
                Err(failure) => failure,
            };
            // Whoever goes live has another form before them than the account's: no field of theirs is wrong.
            last = Failure { fields: Vec::new(), ..told(&account, &failure) }.into();
        }
        Err(last)
    }
}
