use domain::id::AccountId;
use domain::provider_accounts::{ConnectionTest, LastTest, TestFact, TestOutcome};
use domain::rights::Right;
use providers::provider::ConnectionReport;
use storage::provider_accounts::{self, ProviderAccount};

use super::provider::told;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Tries an account's settings without sending anything, and keeps what came of it. What else the
    /// provider tells on the way, its sender names and balance, is kept too.
    ///
    /// # Errors
    /// `Forbidden` or `NotFound`. That the provider refused is an answer, not an error.
    pub async fn test_account(&self, actor: &Actor, account: AccountId) -> Result<LastTest, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let (stored, provider) = self.provider_of(company, account).await?;
        let outcome = match provider.test_connection().await {
            Ok(report) => {
                self.learn(&stored, provider.as_ref()).await;
                TestOutcome::Good(words(report))
            }
            Err(failure) => TestOutcome::Bad(told(&stored, &failure)),
        };
        provider.close().await;
        let test = LastTest { at: self.now(), outcome };
        self.keep_test(&stored, test.clone()).await?;
        Ok(test)
    }

    /// Tries an account while its person goes on; the account's page shows what came of it.
    pub fn test_account_soon(&self, actor: &Actor, account: AccountId) {
        let (services, actor) = (self.clone(), actor.clone());
        tokio::spawn(async move {
            if let Err(error) = services.test_account(&actor, account).await {
                tracing::info!(%account, %error, "a new account was not tried");
            }
        });
    }

    async fn keep_test(&self, account: &ProviderAccount, test: LastTest) -> Result<(), ServiceError> {
        let (company, id) = (account.company, account.id);
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::set_last_test(tx, company, id, &test).await?) })
        });
        work.await?;
        self.accounts_changed(company, id);
        Ok(())
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
