use domain::id::AccountId;
use domain::provider_accounts::{ConnectionTest, TestFact};
use domain::rights::Right;
use providers::provider::ConnectionReport;

use super::provider::told;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Tries an account's settings without sending anything. What else the provider tells on the way,
    /// its sender names and balance, is kept.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, or what the provider said: `ProviderRefused` with its code,
    /// `ProviderUnreachable`, `ProviderUnclear`.
    pub async fn test_account(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<ConnectionTest, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let (stored, provider) = self.provider_of(company, account).await?;
        let tested = provider.test_connection().await;
        if tested.is_ok() {
            self.learn(&stored, provider.as_ref()).await;
        }
        provider.close().await;
        Ok(words(tested.map_err(|failure| told(&failure))?))
    }
}

fn words(report: ConnectionReport) -> ConnectionTest {
    let fact =
        |(label, value): (domain::text::Text<&'static str>, String)| TestFact { label: label.into(), value };
    ConnectionTest {
        name: report.name,
        facts: report.facts.into_iter().map(fact).collect(),
        warnings: report.warnings.into_iter().map(Into::into).collect(),
    }
}
