//! Looking after messages that nobody is working on: lost, overdue, in doubt.

use std::time::Duration;

use domain::message::HoldReason;
use domain::time::Timestamp;

use super::inner::Inner;
use crate::error::ServiceError;

const DAY: Duration = Duration::from_secs(86_400);
/// Messages of one transaction.
const PIECE: u32 = 500;

impl Inner {
    pub async fn try_sweep(&self) {
        if let Err(error) = self.sweep().await {
            tracing::error!(%error, "the engine could not look after its messages");
        }
    }

    /// Recovers what dead or late workers left, expires what is overdue, retries kept reports, and ends
    /// doubts.
    pub async fn sweep(&self) -> Result<(), ServiceError> {
        while self.recovered_some().await? {}
        while self.ledger().expire_overdue(PIECE).await? >= u64::from(PIECE) {}
        while self.ledger().retry_reports(PIECE).await? >= u64::from(PIECE) {}
        self.expire_unreported().await?;
        self.hold_for_paused().await?;
        self.tell_addresses().await?;
        self.apply_callbacks().await?;
        self.pull_reports().await?;
        self.read_inboxes().await?;
        self.resolve_doubts().await?;
        if self.is_due(|standing| &mut standing.tidied, DAY) {
            self.ledger().extend().await?;
            self.purge_callbacks().await?;
        }
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
            if !lane.able.gives_reports() {
                continue;
            }
            let before: Timestamp = self.now() - lane.able.validity;
            while self.ledger().expire_unreported(lane.company, lane.id, before, PIECE).await?
                >= u64::from(PIECE)
            {}
        }
        Ok(())
    }

    /// What reached the queue of an account after it was paused.
    async fn hold_for_paused(&self) -> Result<(), ServiceError> {
        for (company, account) in storage::provider_accounts::paused(self.db().read()).await? {
            self.services.hold_messages(company, account, HoldReason::AccountPaused, None).await?;
        }
        Ok(())
    }
}
