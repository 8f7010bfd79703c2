use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::id::{CompanyId, MessageId};
use domain::topic::Topic;
use tokio::sync::{Notify, broadcast};

/// Changes kept for a listener that is behind; one that falls further behind is told so.
const BACKLOG: usize = 1_024;

/// Tells the rest of the process what the ledger did, after it is on disk.
#[derive(Debug, Clone)]
pub struct Signals {
    queued: Arc<Notify>,
    changes: broadcast::Sender<Change>,
    watched: Watched,
}

/// Something of this company looks different now. A single message is told of only while somebody watches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub company: CompanyId,
    pub topic: Topic,
}

impl Default for Signals {
    fn default() -> Self {
        let (changes, _) = broadcast::channel(BACKLOG);
        Self { queued: Arc::new(Notify::new()), changes, watched: Watched::default() }
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

    /// The messages that are told of one by one.
    #[must_use]
    pub const fn watched(&self) -> &Watched {
        &self.watched
    }

    pub(crate) fn announce(&self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            // Nobody listening is no error.
            let _ = self.changes.send(change);
        }
    }

    /// Tells of those messages that somebody watches.
    pub(crate) fn announce_moved(&self, moved: &[(CompanyId, MessageId)]) {
        self.announce(self.watched.among(moved));
    }

    /// Another process says what it changed. It does not know what is watched here, so every message of a
    /// company whose messages moved may have.
    pub(crate) fn announce_from_afar(&self, change: Change) {
        self.announce([change]);
        if change.topic == Topic::Messages {
            self.announce(self.watched.of(change.company));
        }
    }
}

/// Messages that open pages show. Whatever moves thousands of messages pays for these only; clones share
/// them.
#[derive(Debug, Clone, Default)]
pub struct Watched(Arc<Mutex<HashMap<(CompanyId, MessageId), usize>>>);

/// Watches a message while it lives.
#[derive(Debug)]
pub struct Watch {
    watched: Watched,
    what: (CompanyId, MessageId),
}

impl Watched {
    /// Watches one message of a company.
    #[must_use]
    pub fn watch(&self, company: CompanyId, message: MessageId) -> Watch {
        *self.lock().entry((company, message)).or_default() += 1;
        Watch { watched: self.clone(), what: (company, message) }
    }

    fn among(&self, moved: &[(CompanyId, MessageId)]) -> BTreeSet<Change> {
        let watched = self.lock();
        if watched.is_empty() {
            return BTreeSet::new();
        }
        moved
            .iter()
            .filter(|one| watched.contains_key(one))
            .map(|(company, id)| change(*company, *id))
            .collect()
    }

    fn of(&self, company: CompanyId) -> Vec<Change> {
        let watched = self.lock();
        watched.keys().filter(|(of, _)| *of == company).map(|(_, id)| change(company, *id)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(CompanyId, MessageId), usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn change(company: CompanyId, message: MessageId) -> Change {
    Change { company, topic: Topic::Message(message) }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = self.watched.lock();
        if let Some(times) = watched.get_mut(&self.what) {
            *times -= 1;
            if *times == 0 {
                watched.remove(&self.what);
            }
        }
    }
}
