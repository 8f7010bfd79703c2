use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::id::AccountId;
use domain::time::Timestamp;
use storage::Db;
use storage::ledger::{Ledger, NodeLease};
use storage::provider_accounts::AccountStamp;
use storage::rng::Rng;
use tokio::sync::{Notify, Semaphore};

use super::collector::Collector;
use super::config::EngineConfig;
use super::lane::Lane;
use super::mail_text::MailTemplates;
use crate::services::Services;

/// What the parts of an engine share.
pub(super) struct Inner {
    pub services: Services,
    pub config: EngineConfig,
    pub rng: Arc<dyn Rng>,
    pub collector: Collector,
    pub templates: MailTemplates,
    /// Something changed that makes another claim worthwhile.
    pub wake: Notify,
    /// A provider has something to tell when it is asked.
    pub news: Notify,
    pub lanes: RwLock<HashMap<AccountId, Arc<Lane>>>,
    /// Accounts that cannot be used as they are.
    pub unusable: Mutex<HashMap<AccountId, AccountStamp>>,
    /// How many accounts are asked at once.
    pub asks: Semaphore,
    pub standing: Mutex<Standing>,
    pub workers: Workers,
    /// Rings when another process has this one's number.
    pub lost: Notify,
}

/// What the engine remembers between its steps.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Standing {
    pub node: Option<(NodeLease, Timestamp)>,
    /// The number is another process's by now.
    pub node_is_lost: bool,
    pub refreshed: Option<Timestamp>,
    /// The last hourly round.
    pub hourly: Option<Timestamp>,
    /// The last daily round.
    pub tidied: Option<Timestamp>,
}

/// How many workers there are.
#[derive(Debug, Default)]
pub(super) struct Workers {
    count: AtomicUsize,
    none: Notify,
}

impl Inner {
    pub fn ledger(&self) -> &dyn Ledger {
        self.services.ledger()
    }

    pub fn db(&self) -> &Db {
        self.services.db()
    }

    pub fn now(&self) -> Timestamp {
        self.services.now()
    }

    pub fn lanes(&self) -> Vec<Arc<Lane>> {
        self.lanes.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    pub fn lane(&self, account: AccountId) -> Option<Arc<Lane>> {
        self.lanes.read().unwrap_or_else(PoisonError::into_inner).get(&account).cloned()
    }

    pub fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Workers {
    pub fn begin(&self) {
        self.count.fetch_add(1, Ordering::SeqCst);
    }

    pub fn end(&self) {
        if self.count.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.none.notify_waiters();
        }
    }

    /// Returns when no worker is left.
    pub async fn gone(&self) {
        loop {
            let none = self.none.notified();
            if self.count.load(Ordering::SeqCst) == 0 {
                return;
            }
            none.await;
        }
    }
}
