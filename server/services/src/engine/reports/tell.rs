use std::sync::Arc;
use std::time::Duration;

use domain::company::CompanyMode;
use domain::time::Timestamp;
use futures::future::join_all;
use providers::provider::{FailureKind, ProviderFailure};
use storage::callbacks::{self, Told};
use storage::provider_accounts;

use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

/// The wait before a provider is told again: when it could not be reached, and when it refused.
const SOON: Duration = Duration::from_secs(60);
const LATER: Duration = Duration::from_secs(3_600);
/// A stand-in is on this machine.
const AT_ONCE: Duration = Duration::from_secs(2);

/// When an account's provider is told where to call; `None` when it knows.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Telling(pub Option<Timestamp>);

impl Inner {
    /// Tells the providers that can be told over their API where to call with reports and answers.
    pub async fn tell_addresses(&self) -> Result<(), ServiceError> {
        let now = self.now();
        let lanes: Vec<_> = self.lanes().into_iter().filter(|lane| lane.is_to_be_told(now)).collect();
        join_all(lanes.iter().map(|lane| self.tell(lane))).await.into_iter().collect()
    }

    async fn tell(&self, lane: &Arc<Lane>) -> Result<(), ServiceError> {
        let Some(base) = self.services.callback_base(lane.mode).map(ToOwned::to_owned) else {
            lane.told(Telling(None));
            return Ok(());
        };
        if lane.mode == CompanyMode::Live && self.knows(lane, &base).await? {
            lane.told(Telling(None));
            return Ok(());
        }
        let Some(sending) = provider_accounts::load(self.db().read(), lane.id).await? else { return Ok(()) };
        let Some(secret) = self.services.callback_secret(&sending.account).await? else { return Ok(()) };
        let said = lane.provider.register_callback(&format!("{base}/callbacks/{secret}")).await;
        lane.told(Telling(said.as_ref().err().map(|failure| self.again(lane, failure))));
        self.note_told(lane, base, said.err()).await
    }

    async fn knows(&self, lane: &Lane, base: &str) -> Result<bool, ServiceError> {
        let told = callbacks::tally(self.db().read(), lane.id).await?.told;
        let same =
            |told: Told| told.base == base && told.version == lane.stamp.version && told.refusal.is_none();
        Ok(told.is_some_and(same))
    }

    fn again(&self, lane: &Lane, failure: &ProviderFailure) -> Timestamp {
        let wait = match (lane.mode, failure.kind) {
            (CompanyMode::Test, _) => AT_ONCE,
            (_, FailureKind::Unreachable | FailureKind::Throttled { .. } | FailureKind::Unclear) => SOON,
            _ => LATER,
        };
        self.now() + wait
    }

    async fn note_told(
        &self,
        lane: &Lane,
        base: String,
        failure: Option<ProviderFailure>,
    ) -> Result<(), ServiceError> {
        if let Some(failure) = &failure {
            tracing::info!(account = %lane.id, %failure, "the provider did not take our address");
        }
        let refusal = failure.map(|failure| failure.to_string());
        let told = Told { at: self.now(), version: lane.stamp.version, base, refusal };
        let account = lane.id;
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(callbacks::note_told(tx, account, told).await?) }));
        work.await?;
        self.services.accounts_changed(lane.company, account);
        Ok(())
    }
}
