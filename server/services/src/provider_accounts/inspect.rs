use std::time::Duration;

use domain::failure::Problem;
use domain::id::AccountId;
use domain::provider_accounts::{Inspection, InspectionCheck, InspectionView};
use domain::rights::Right;
use providers::provider::Check;
use storage::{companies, provider_accounts};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// How long a provider counts the people it was written to first.
const COUNTED: Duration = Duration::from_secs(86_400);

impl Services {
    /// What was found when everything about an account was last looked at, and how many people it has written
    /// to within a day.
    ///
    /// # Errors
    /// `Forbidden` or `NotFound`.
    pub async fn get_inspection(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<InspectionView, ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let db = self.db().read();
        let found = provider_accounts::find(db, company, account).await?.ok_or(Problem::NotFound)?;
        let last = provider_accounts::last_inspection(db, company, account).await?;
        let since = self.now() - COUNTED;
        let written_to = provider_accounts::people_written_to(db, account, since).await?;
        Ok(InspectionView { account, name: found.name, last, written_to })
    }

    /// Looks at everything that has to be right about an account and keeps what was found; sends nothing.
    ///
    /// # Errors
    /// `Forbidden` or `NotFound`; settings that no connection can be made of.
    pub async fn inspect_account(&self, actor: &Actor, account: AccountId) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageProviders)?;
        let (stored, provider) = self.provider_of(company, account).await?;
        let mode = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?.mode;
        let secret = self.callback_secret(&stored).await?;
        let callback =
            self.callback_base(mode).zip(secret).map(|(base, secret)| format!("{base}/callbacks/{secret}"));
        let (now, version) = (self.now(), stored.version);
        let found = provider.inspect(callback.as_deref(), now).await;
        provider.close().await;
        let checks = found.checks.into_iter().map(told).collect();
        let kept = Inspection { at: now, checks, daily_reach: found.daily_reach };
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                Ok(provider_accounts::set_last_inspection(tx, company, (account, version), &kept).await?)
            })
        });
        work.await?;
        Ok(())
    }
}

fn told(check: Check) -> InspectionCheck {
    InspectionCheck {
        label: check.label.into(),
        state: check.state,
        found: check.found,
        advice: check.advice.map(Into::into),
    }
}
