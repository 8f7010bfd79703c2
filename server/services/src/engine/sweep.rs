//! Looking after messages that nobody is working on: lost, overdue, in doubt.

use std::time::Duration;

use domain::id::{AccountId, CompanyId};
use domain::message::HoldReason;
use providers::registry;
use storage::{callbacks, provider_accounts};

use super::inner::Inner;
use crate::error::ServiceError;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// Messages of one transaction.
const PIECE: u32 = 500;

/// Calls that were applied are kept a week, as evidence.
const KEPT: Duration = Duration::from_secs(7 * 86_400);

/// What became of the steps of a round: the first failure, or nothing.
struct Steps(Result<(), ServiceError>);

impl Default for Steps {
    fn default() -> Self {
        Self(Ok(()))
    }
}

impl Steps {
    fn note(&mut self, step: &'static str, done: Result<(), ServiceError>) {
        let Err(error) = done else { return };
        tracing::error!(step, %error, "the engine could not look after its messages");
        if self.0.is_ok() {
            self.0 = Err(error);
        }
    }
}

impl Inner {
    pub async fn try_sweep(&self) {
        // What went wrong is logged step by step.
        drop(self.sweep().await);
    }

    /// Recovers what dead or late workers left, expires what is overdue, retries kept reports, goes on with
    /// campaigns whose planning ended in the middle, and applies what providers called with. Each step is taken whatever became of the others.
    ///
    /// # Errors
    /// The first step's that failed.
    pub async fn sweep(&self) -> Result<(), ServiceError> {
        let mut steps = Steps::default();
        steps.note("recover", self.recover_all().await);
        steps.note("expire overdue", self.expire_overdue().await);
        steps.note("retry reports", self.retry_reports().await);
        steps.note("expire unreported", self.expire_unreported().await);
        steps.note("plan campaigns", self.services.resume_planning().await);
        steps.note("hold for paused", self.hold_for_paused().await);
        steps.note("hold for removed", self.hold_for_removed().await);
        steps.note("apply callbacks", self.apply_callbacks().await);
        if self.is_due(|standing| &mut standing.hourly, HOUR) {
            steps.note("expire for removed", self.expire_for_removed().await);
            steps.note("purge expired", self.services.purge_expired().await.map(drop));
            steps.note("purge short links", self.services.purge_short_links().await);
        }
        if self.is_due(|standing| &mut standing.tidied, DAY) {
            steps.note("extend", self.ledger().extend().await.map_err(Into::into));
            steps.note("purge callbacks", self.purge_callbacks().await);
            steps.note("thin out balances", self.services.thin_balance_readings().await);
        }
        steps.0
    }

    /// Applies the calls that providers made, and asks those that only said that there is news.
    pub async fn apply_callbacks(&self) -> Result<(), ServiceError> {
        let news = self.services.apply_callbacks().await?;
        for lane in self.lanes() {
            if news.reports.contains(&lane.id) {
                lane.pulls(|pulls| pulls.hurry(self.now()));
            }
            if news.inboxes.contains(&lane.id) {
                lane.hurry_inbox();
            }
        }
        if !news.reports.is_empty() {
            self.news.notify_one();
        }
        Ok(())
    }

    /// Forgets what has been kept long enough.
    async fn purge_callbacks(&self) -> Result<(), ServiceError> {
        let before = self.now() - KEPT;
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(callbacks::purge(tx, before).await?) }));
        work.await?;
        Ok(())
    }

    async fn recover_all(&self) -> Result<(), ServiceError> {
        while self.recovered_some().await? {}
        Ok(())
    }

    async fn expire_overdue(&self) -> Result<(), ServiceError> {
        while self.ledger().expire_overdue(PIECE).await? >= u64::from(PIECE) {}
        Ok(())
    }

    async fn retry_reports(&self) -> Result<(), ServiceError> {
        while self.ledger().retry_reports(PIECE).await? >= u64::from(PIECE) {}
        Ok(())
    }

    async fn recovered_some(&self) -> Result<bool, ServiceError> {
        let found = self.ledger().recover(PIECE).await?;
        let all = found.queued.len() + found.in_doubt.len();
        if all > 0 {
            tracing::warn!(
                queued = found.queued.len(),
                in_doubt = found.in_doubt.len(),
                "took over lost messages"
            );
        }
        Ok(all >= PIECE as usize)
    }

    /// Messages without a word from the provider beyond its validity count as expired.
    async fn expire_unreported(&self) -> Result<(), ServiceError> {
        for lane in self.lanes() {
            if lane.able.gives_reports() {
                self.expire_silent(lane.company, lane.id, lane.able.validity).await?;
            }
        }
        Ok(())
    }

    /// The same for accounts that were removed, and for those that cannot be used.
    async fn expire_for_removed(&self) -> Result<(), ServiceError> {
        for (company, account, provider) in provider_accounts::all(self.db().read()).await? {
            let able = registry::find(&provider).map(|descriptor| descriptor.capabilities);
            if let Some(able) = able.filter(|able| able.gives_reports() && self.lane(account).is_none()) {
                self.expire_silent(company, account, able.validity).await?;
            }
        }
        Ok(())
    }

    async fn expire_silent(
        &self,
        company: CompanyId,
        account: AccountId,
        validity: Duration,
    ) -> Result<(), ServiceError> {
        let before = self.now() - validity;
        while self.ledger().expire_unreported(company, account, before, PIECE).await? >= u64::from(PIECE) {}
        Ok(())
    }

    /// What reached the queue of an account after it was paused.
    async fn hold_for_paused(&self) -> Result<(), ServiceError> {
        for (company, account) in provider_accounts::paused(self.db().read()).await? {
            self.services.hold_messages(company, account, HoldReason::AccountPaused, None).await?;
        }
        Ok(())
    }

    /// What reached the queue of an account after it was removed.
    async fn hold_for_removed(&self) -> Result<(), ServiceError> {
        for (company, account) in provider_accounts::removed_with_queue(self.db().read()).await? {
            self.services.hold_messages(company, account, HoldReason::NoAccount, None).await?;
            self.services.accounts_changed(company, account);
        }
        Ok(())
    }
}
