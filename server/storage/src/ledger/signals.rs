use std::sync::Arc;

use domain::id::{CampaignId, CompanyId};
use tokio::sync::{Notify, broadcast};

/// Changes kept for a listener that is behind; one that falls further behind is told so.
const BACKLOG: usize = 1_024;

/// Tells the rest of the process what the ledger did, after it is on disk.
#[derive(Debug, Clone)]
pub struct Signals {
    queued: Arc<Notify>,
    changes: broadcast::Sender<Change>,
}

/// Messages of this company moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub company: CompanyId,
    /// The campaign they belong to.
    pub campaign: Option<CampaignId>,
}

impl Default for Signals {
    fn default() -> Self {
        Self { queued: Arc::new(Notify::new()), changes: broadcast::channel(BACKLOG).0 }
    }
}

impl Signals {
    /// Returns when something was queued since the last call; for the one loop that claims.
    pub async fn queued(&self) {
        self.queued.notified().await;
    }

    /// Says that something was queued, also on behalf of another process.
    pub fn announce_queued(&self) {
        self.queued.notify_one();
    }

    /// Every change from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    pub(crate) fn announce(&self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            // Nobody listening is no error.
            let _ = self.changes.send(change);
        }
    }
}
