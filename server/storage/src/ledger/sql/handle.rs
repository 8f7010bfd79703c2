use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::message::{Channel, State};
use domain::time::Timestamp;
use prometheus_client::registry::Registry;
use sea_orm::{DatabaseConnection, DatabaseTransaction};

use super::counts;
use super::desk::Desk;
use super::gather::Gathering;
use super::notify::Outbox;
use super::plan;
use super::tally::Tally;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::StorageError;
use crate::ids::Ids;
use crate::ledger::planning::{NewMessage, Planned};
use crate::ledger::signals::Signals;
use crate::metrics::LedgerMetrics;

/// The ledger on SQLite or PostgreSQL; clones share it.
#[derive(Debug, Clone)]
pub struct SqlLedger {
    db: Db,
    ids: Ids,
    clock: Arc<dyn Clock>,
    signals: Signals,
    turn: Arc<AtomicUsize>,
    gathering: Gathering,
    outbox: Outbox,
    metrics: LedgerMetrics,
}

/// Messages planned inside a transaction of the caller.
#[derive(Debug)]
#[must_use = "announce it after the commit, or nobody notices the messages"]
pub struct PlannedIn {
    pub planned: Vec<Planned>,
    tally: Tally,
}

/// Whether a verb goes before or after the pages' own writes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Haste {
    First,
    /// Before them, and without waiting for the disk.
    Lazy,
    Ordinary,
}

pub(super) type DeskWork<'d, T> = Pin<Box<dyn Future<Output = Result<T, StorageError>> + Send + 'd>>;

impl SqlLedger {
    #[must_use]
    pub fn new(db: Db, ids: Ids, clock: Arc<dyn Clock>) -> Self {
        let (signals, turn, gathering) = (Signals::default(), Arc::default(), Gathering::default());
        Self {
            db,
            ids,
            clock,
            signals,
            turn,
            gathering,
            outbox: Outbox::default(),
            metrics: LedgerMetrics::default(),
        }
    }

    /// Plans messages in a transaction of the caller, so that they and what caused them are written
    /// together. Call [`SqlLedger::announce`] after the commit.
    ///
    /// # Errors
    /// As [`Ledger::plan`](crate::ledger::Ledger::plan).
    pub async fn plan_in(
        &self,
        tx: &DatabaseTransaction,
        batch: Vec<NewMessage>,
    ) -> Result<PlannedIn, StorageError> {
        let mut desk = Desk::open(tx, self.now(), self.ids.clone()).await?;
        let planned = plan::only(plan::plan(&mut desk, vec![batch]).await?)?;
        Ok(PlannedIn { planned, tally: desk.close().await? })
    }

    /// Tells workers and pages of messages planned by [`SqlLedger::plan_in`].
    pub fn announce(&self, planned: &PlannedIn) {
        self.tell(&planned.tally);
    }

    /// Lets a monitor see what leaves and what comes back.
    pub fn register_metrics(&self, registry: &mut Registry) {
        self.metrics.register(registry);
    }

    /// How many messages of all companies stand where.
    ///
    /// # Errors
    /// Storage.
    pub async fn count_everywhere(&self) -> Result<Vec<(Channel, State, i64)>, StorageError> {
        counts::everywhere(self.reader()).await
    }

    pub(super) const fn metrics(&self) -> &LedgerMetrics {
        &self.metrics
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn node(&self) -> u16 {
        self.ids.node()
    }

    pub(super) const fn reader(&self) -> &DatabaseConnection {
        self.db.read()
    }

    pub(super) const fn own_signals(&self) -> &Signals {
        &self.signals
    }

    pub(super) const fn gathering(&self) -> &Gathering {
        &self.gathering
    }

    /// Another one each time, so that whoever was left out of a claim is first in a later one.
    pub(super) fn next_turn(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed)
    }

    /// Runs work in a transaction, counts what it moved, and tells of it after the commit.
    pub(super) async fn write<T, F>(&self, haste: Haste, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: for<'d> FnOnce(&'d mut Desk<'_>) -> DeskWork<'d, T> + Send + 'static,
    {
        let (now, ids) = (self.now(), self.ids.clone());
        let (value, tally) = match haste {
            Haste::First => self.db.write_engine(move |tx| Box::pin(at_desk(tx, now, ids, work))).await?,
            Haste::Lazy => {
                self.db.write_engine_lazily(move |tx| Box::pin(at_desk(tx, now, ids, work))).await?
            }
            Haste::Ordinary => self.db.write(move |tx| Box::pin(at_desk(tx, now, ids, work))).await?,
        };
        self.tell(&tally);
        Ok(value)
    }

    pub(super) const fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    fn tell(&self, tally: &Tally) {
        self.outbox.put(tally.has_queued, tally.changes());
        self.signals.announce(tally.changes());
        self.signals.announce_moved(tally.moved());
        if tally.has_queued {
            self.signals.announce_queued();
        }
    }
}

async fn at_desk<T, F>(
    tx: &DatabaseTransaction,
    now: Timestamp,
    ids: Ids,
    work: F,
) -> Result<(T, Tally), StorageError>
where
    F: for<'d> FnOnce(&'d mut Desk<'_>) -> DeskWork<'d, T> + Send,
{
    let mut desk = Desk::open(tx, now, ids).await?;
    let value = work(&mut desk).await?;
    Ok((value, desk.close().await?))
}
