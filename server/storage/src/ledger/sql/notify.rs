//! What one process did, told to the others that share a PostgreSQL ledger. Polling stays the fallback:
//! a lost notice only costs a moment.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::id::CompanyId;
use sea_orm::sqlx::postgres::PgListener;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::handle::SqlLedger;
use super::statement::{is_sqlite, run};
use super::tally::Tally;
use crate::error::StorageError;
use crate::ledger::signals::{Change, Signals};

const CHANNEL: &str = "ledger";
/// Changes of one notice; PostgreSQL takes 8000 bytes.
const MOST_CHANGES: usize = 100;
/// Between two notices: PostgreSQL commits whoever notifies one after the other, so that the ledger's own
/// transactions stay out of it.
const PAUSE: Duration = Duration::from_millis(100);

/// What one process tells the others.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Notice {
    /// Who says so, so that nobody hears itself.
    node: u16,
    queued: bool,
    /// Company and topic.
    changes: Vec<(i64, String)>,
}

/// What this process did and has not told yet; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Outbox(Arc<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    told: Mutex<(bool, BTreeSet<Change>)>,
    some: Notify,
}

impl Outbox {
    /// Puts what a committed transaction moved.
    pub fn put(&self, tally: &Tally) {
        let mut told = self.0.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.0 |= tally.has_queued;
        for change in tally.changes() {
            if told.1.len() < MOST_CHANGES {
                told.1.insert(change);
            }
        }
        self.0.some.notify_one();
    }

    async fn take(&self) -> (bool, BTreeSet<Change>) {
        self.0.some.notified().await;
        std::mem::take(&mut *self.0.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl SqlLedger {
    /// Tells other processes what this one does, and hears them, for as long as the ledger is open; on
    /// SQLite there are none.
    ///
    /// # Errors
    /// When the connection for it cannot be made.
    pub async fn hear_others(&self) -> Result<(), StorageError> {
        if is_sqlite(self.reader()) {
            return Ok(());
        }
        let pool = self.reader().get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await.map_err(heard_nothing)?;
        listener.listen(CHANNEL).await.map_err(heard_nothing)?;
        let (signals, node) = (self.own_signals().clone(), self.node());
        tokio::spawn(async move {
            // A broken connection is made anew by itself; it ends with the pool.
            while let Ok(notice) = listener.recv().await {
                hear(&signals, node, notice.payload());
            }
        });
        tokio::spawn(self.clone().tell_others());
        Ok(())
    }

    async fn tell_others(self) {
        loop {
            let (queued, changes) = self.outbox().take().await;
            let changes = changes.iter().map(|one| (one.company.as_i64(), one.topic.to_string()));
            let notice = Notice { node: self.node(), queued, changes: changes.collect() };
            let Ok(text) = serde_json::to_string(&notice) else { return };
            let told = run(self.reader(), "SELECT pg_notify($1, $2)", vec![CHANNEL.into(), text.into()]);
            if let Err(error) = told.await {
                tracing::info!(%error, "other processes were not told what this one did");
                if self.reader().get_postgres_connection_pool().is_closed() {
                    return;
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn hear(signals: &Signals, node: u16, payload: &str) {
    let Ok(notice) = serde_json::from_str::<Notice>(payload) else { return };
    if notice.node == node {
        return;
    }
    for (company, topic) in notice.changes {
        if let Ok(topic) = topic.parse() {
            signals.announce_from_afar(Change { company: CompanyId::from_i64(company), topic });
        }
    }
    if notice.queued {
        signals.announce_queued();
    }
}

fn heard_nothing(error: sea_orm::sqlx::Error) -> StorageError {
    sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())).into()
}

#[cfg(test)]
mod tests {
    use domain::id::MessageId;
    use domain::topic::Topic;

    use super::*;

    const TOLD: &str = r#"{"node":3,"queued":true,"changes":[[7,"messages"],[7,"campaigns"]]}"#;
    const COMPANY: CompanyId = CompanyId::from_i64(7);

    #[tokio::test]
    async fn hears_what_another_process_did() {
        let signals = Signals::default();
        let mut changes = signals.changes();
        hear(&signals, 4, TOLD);
        signals.queued().await;
        for topic in [Topic::Messages, Topic::Campaigns] {
            assert_eq!(changes.try_recv().ok(), Some(Change { company: COMPANY, topic }));
        }
        assert!(changes.try_recv().is_err());
    }

    #[tokio::test]
    async fn every_watched_message_of_a_company_may_have_moved_in_another_process() {
        let signals = Signals::default();
        let (mine, other) = (MessageId::from_i64(1), MessageId::from_i64(2));
        let _watches =
            [signals.watched().watch(COMPANY, mine), signals.watched().watch(CompanyId::from_i64(8), other)];
        let mut changes = signals.changes();
        hear(&signals, 4, TOLD);
        let told = std::iter::from_fn(|| changes.try_recv().ok().map(|change| change.topic));
        assert_eq!(told.collect::<Vec<_>>(), [Topic::Messages, Topic::Message(mine), Topic::Campaigns]);
    }

    #[tokio::test]
    async fn nobody_hears_itself_or_nonsense() {
        let signals = Signals::default();
        let mut changes = signals.changes();
        hear(&signals, 3, TOLD);
        hear(&signals, 4, "merhaba");
        assert!(changes.try_recv().is_err());
    }
}
