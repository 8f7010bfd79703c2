//! Asking providers: each account on its own, so that one that does not answer keeps nobody else up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::provider_accounts::PauseReason;
use providers::provider::{FailureKind, ProviderFailure};
use storage::ledger::DoubtfulMessage;
use tokio::task::JoinSet;

use super::inner::Inner;
use super::lane::Lane;
use crate::error::ServiceError;

/// Accounts that are asked at the same time.
pub(super) const AT_ONCE: usize = 8;
/// Calls rest for so long after one that nobody answered.
const REST: std::time::Duration = std::time::Duration::from_secs(60);

/// Whether an account is being asked.
#[derive(Debug, Default)]
pub(super) struct Asking(Arc<AtomicBool>);

/// The right to ask one account; only one has it at a time.
pub(super) struct Turn(Arc<AtomicBool>);

impl Asking {
    /// The turn, unless the account is being asked already.
    pub fn begin(&self) -> Option<Turn> {
        let taken = self.0.swap(true, Ordering::SeqCst);
        (!taken).then(|| Turn(Arc::clone(&self.0)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Inner {
    /// Begins to ask every account that is not being asked already.
    pub async fn ask_providers(self: &Arc<Self>, asking: &mut JoinSet<()>) {
        let mut doubtful = self.doubts().await.unwrap_or_else(|error| {
            tracing::error!(%error, "messages in doubt could not be looked at");
            Default::default()
        });
        for lane in self.lanes() {
            let doubts = doubtful.remove(&lane.id).unwrap_or_default();
            if let Some(turn) = lane.asking.begin() {
                asking.spawn(Arc::clone(self).ask(lane, doubts, turn));
            }
        }
    }

    async fn ask(self: Arc<Self>, lane: Arc<Lane>, doubts: Vec<DoubtfulMessage>, _turn: Turn) {
        let Ok(_permit) = self.asks.acquire().await else { return };
        let note = |done: Result<(), ServiceError>, what: &'static str| {
            if let Err(error) = done {
                tracing::error!(account = %lane.id, %error, what, "an account could not be looked after");
            }
        };
        if lane.answers() {
            note(self.tell_address(&lane).await, "address");
            note(self.pull_reports(&lane).await, "reports");
            note(self.read_inbox(&lane).await, "inbox");
        }
        note(self.end_doubts(&lane, doubts).await, "doubts");
        if lane.answers() {
            note(self.read_balance(&lane).await, "balance");
        }
    }

    /// What a failure to answer a question means for its account.
    pub async fn heed(&self, lane: &Lane, failure: &ProviderFailure, what: &str) {
        tracing::info!(account = %lane.id, %failure, what, "a question was not answered");
        let now = self.now();
        match failure.kind {
            FailureKind::Unauthorized => {
                if let Err(error) = self.pause(lane, PauseReason::Credentials, failure).await {
                    tracing::error!(account = %lane.id, %error, "an account was not paused");
                }
            }
            FailureKind::Throttled { after, .. } => {
                lane.pulls(|pulls| pulls.rest_until(now + after));
            }
            FailureKind::Unreachable | FailureKind::Unclear | FailureKind::Unreadable => {
                lane.pulls(|pulls| {
                    let rest = REST.min(pulls.schedule.every);
                    pulls.rest_until(now + rest);
                });
            }
            _ => {}
        }
    }
}
