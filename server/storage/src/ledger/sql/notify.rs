//! What one process did, told to the others that share a PostgreSQL ledger. Polling stays the fallback:
//! a lost notice only costs a moment.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::id::CompanyId;
use sea_orm::sqlx::postgres::PgListener;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::handle::SqlLedger;
use super::statement::{is_sqlite, run};
use crate::error::StorageError;
use crate::ledger::signals::{Change, Signals};

const CHANNEL: &str = "ledger";
/// Changes of one notice; PostgreSQL takes 8000 bytes.
const MOST_CHANGES: usize = 100;
/// Between two notices: PostgreSQL commits whoever notifies one after the other, so that the ledger's own
/// transactions stay out of it.
const PAUSE: Duration = Duration::from_millis(100);
/// After one that could not be sent.
const LONG_PAUSE: Duration = Duration::from_secs(1);

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
    /// Whether somebody takes what is put here.
    is_open: AtomicBool,
    told: Mutex<(bool, BTreeSet<Change>)>,
    some: Notify,
}

impl Outbox {
    /// Puts what others have to hear, if there may be others.
    pub fn put(&self, queued: bool, changes: impl IntoIterator<Item = Change>) {
        if !self.0.is_open.load(Ordering::Relaxed) {
            return;
        }
        let mut told = self.0.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.0 |= queued;
        told.1.extend(changes);
        self.0.some.notify_one();
    }

    fn open(&self) {
        self.0.is_open.store(true, Ordering::Relaxed);
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
        self.outbox().open();
        tokio::spawn(self.clone().tell_others());
        Ok(())
    }

    /// Lets other processes hear of a change that is not the ledger's.
    pub fn tell_elsewhere(&self, change: Change) {
        self.outbox().put(false, [change]);
    }

    async fn tell_others(self) {
        loop {
            let (queued, changes) = self.outbox().take().await;
            let pause = match self.notify(queued, &changes).await {
                Ok(()) => PAUSE,
                Err(_) if self.reader().get_postgres_connection_pool().is_closed() => return,
                Err(error) => {
                    tracing::info!(%error, "other processes were not told yet what this one did");
                    self.outbox().put(queued, changes);
                    LONG_PAUSE
                }
            };
            tokio::time::sleep(pause).await;
        }
    }

    async fn notify(&self, queued: bool, changes: &BTreeSet<Change>) -> Result<(), StorageError> {
        for notice in notices(self.node(), queued, changes) {
            let text = serde_json::to_string(&notice).map_err(|_| StorageError::Unreadable("notice"))?;
            run(self.reader(), "SELECT pg_notify($1, $2)", vec![CHANNEL.into(), text.into()]).await?;
        }
        Ok(())
    }
}

/// As many as it takes; one at least.
fn notices(node: u16, queued: bool, changes: &BTreeSet<Change>) -> Vec<Notice> {
    let all: Vec<_> = changes.iter().map(|one| (one.company.as_i64(), one.topic.to_string())).collect();
    let notice = |changes: &[(i64, String)]| Notice { node, queued, changes: changes.to_vec() };
    if all.is_empty() { vec![notice(&[])] } else { all.chunks(MOST_CHANGES).map(notice).collect() }
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

    #[test]
    fn a_notice_fits_into_what_postgres_takes_and_nothing_is_left_out() -> serde_json::Result<()> {
        let change = |n| Change {
            company: CompanyId::from_i64(i64::MAX),
            topic: Topic::Message(MessageId::from_i64(i64::MAX - n)),
        };
        let changes: BTreeSet<_> = (0..250).map(change).collect();
        let sent = notices(1_023, true, &changes);
        for notice in &sent {
            assert!(serde_json::to_string(notice)?.len() < 8_000);
        }
        assert_eq!(sent.iter().map(|notice| notice.changes.len()).collect::<Vec<_>>(), [100, 100, 50]);
        assert_eq!(notices(1, true, &BTreeSet::new()).len(), 1, "something was queued");
        Ok(())
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
