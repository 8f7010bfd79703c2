use std::time::Duration;

use domain::company::CompanyMode;
use domain::time::Timestamp;
use providers::provider::{FailureKind, ProviderFailure};
use storage::callbacks::{self, Told};
use storage::provider_accounts;

use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

/// The wait before a provider is told again, twice as long each time: when it could not be reached, and
/// when it refused.
const SOON: Duration = Duration::from_secs(60);
const LATER: Duration = Duration::from_secs(3_600);
const LONGEST: Duration = Duration::from_secs(86_400);
/// A stand-in is on this machine.
const AT_ONCE: Duration = Duration::from_secs(2);

/// When an account's provider is told where to call.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Telling {
    /// `None` when it knows, or cannot be told.
    pub at: Option<Timestamp>,
    /// Failures in a row.
    failures: u32,
}

impl Telling {
    /// At once, where it can be told over its API.
    pub fn first(can_be_told: bool) -> Self {
        Self { at: can_be_told.then_some(Timestamp::EPOCH), failures: 0 }
    }

    const fn done() -> Self {
        Self { at: None, failures: 0 }
    }

    fn again(self, mode: CompanyMode, kind: FailureKind, now: Timestamp) -> Self {
        let wait = match (mode, kind) {
            (CompanyMode::Test, _) => AT_ONCE,
            (_, FailureKind::Unreachable | FailureKind::Throttled { .. } | FailureKind::Unclear) => SOON,
            _ => LATER,
        };
        let wait = wait.saturating_mul(2u32.saturating_pow(self.failures.min(16))).min(LONGEST);
        Self { at: Some(now + wait), failures: self.failures + 1 }
    }
}

impl Inner {
    /// Tells an account's provider, where it can be told over its API, where to call with reports and
    /// answers.
    pub async fn tell_address(&self, lane: &Lane) -> Result<(), ServiceError> {
        let Some(telling) = lane.telling_due(self.now()) else { return Ok(()) };
        let Some(base) = self.services.callback_base(lane.mode).map(ToOwned::to_owned) else {
            lane.told(Telling::done());
            return Ok(());
        };
        if lane.mode == CompanyMode::Live && self.knows(lane, &base).await? {
            lane.told(Telling::done());
            return Ok(());
        }
        let Some(sending) = provider_accounts::load(self.db().read(), lane.id).await? else { return Ok(()) };
        let Some(secret) = self.services.callback_secret(&sending.account).await? else { return Ok(()) };
        let said = lane.provider.register_callback(&format!("{base}/callbacks/{secret}")).await;
        match &said {
            Ok(()) => lane.told(Telling::done()),
            Err(failure) => {
                lane.told(telling.again(lane.mode, failure.kind, self.now()));
                self.heed(lane, failure, "the provider did not take our address").await;
            }
        }
        self.note_told(lane, base, said.err()).await
    }

    async fn knows(&self, lane: &Lane, base: &str) -> Result<bool, ServiceError> {
        let told = callbacks::tally(self.db().read(), lane.id).await?.told;
        let same =
            |told: Told| told.base == base && told.version == lane.stamp.version && told.refusal.is_none();
        Ok(told.is_some_and(same))
    }

    async fn note_told(
        &self,
        lane: &Lane,
        base: String,
        failure: Option<ProviderFailure>,
    ) -> Result<(), ServiceError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_twice_as_long_after_each_refusal() {
        let start = Timestamp::from_seconds(1_795_000_000);
        let (mut telling, mut waits) = (Telling::first(true), Vec::new());
        for _ in 0..20 {
            telling = telling.again(CompanyMode::Test, FailureKind::Unreachable, start);
            waits.push(telling.at.map(|at| at.since(start).as_secs()));
        }
        assert_eq!(waits[..4], [Some(2), Some(4), Some(8), Some(16)]);
        assert_eq!(waits[19], Some(LONGEST.as_secs()));
    }
}
