//! The number of this process: messages in its hands carry it, and so do the ids it makes.

use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use storage::Db;
use storage::clock::Clock;
use storage::ids::Ids;
use storage::ledger::{Ended, Ledger, NodeLease, SqlLedger};
use storage::rng::{Rng, SystemRng};

use super::inner::{Inner, Standing};
use crate::campaigns::late_before;
use crate::error::ServiceError;

/// How long a number is kept without being renewed.
const NODE_LEASE: Duration = Duration::from_secs(30);

/// A number that no other process has, and ids that carry it.
#[derive(Debug, Clone)]
pub struct Node {
    pub lease: NodeLease,
    pub ids: Ids,
}

impl Node {
    /// Takes a number; what the `ended` held is free at once.
    ///
    /// # Errors
    /// Storage; all 1024 numbers are taken.
    pub async fn take(db: &Db, clock: Arc<dyn Clock>, ended: Ended) -> Result<Self, ServiceError> {
        let ledger = SqlLedger::new(db.clone(), Ids::new(Arc::clone(&clock), 0), Arc::clone(&clock));
        let lease = ledger.take_node(holder(&SystemRng), clock.now() + NODE_LEASE, ended).await?;
        let ids = Ids::new(clock, lease.node).not_before(lease.ids_not_before);
        Ok(Self { lease, ids })
    }
}

fn holder(rng: &dyn Rng) -> i64 {
    (rng.below(i64::MAX.unsigned_abs()) + 1).cast_signed()
}

impl Inner {
    /// Keeps this process's number; without one nothing may be claimed. After a time in which nobody was
    /// there to send, campaigns that should have left are held first.
    pub async fn keep_node(&self, now: Timestamp) -> Result<Option<u16>, ServiceError> {
        let before = self.standing().node;
        let Some(node) = self.hold_node(now).await? else { return Ok(None) };
        let known = before.map(|(_, until)| until);
        let idle_since = known.or_else(|| self.standing().node.and_then(|(lease, _)| lease.idle_since));
        if idle_since.is_some_and(|since| since < late_before(now))
            && let Err(error) = self.services.hold_late().await
        {
            // Looked for again before anything is claimed.
            self.standing().node = before;
            return Err(error);
        }
        Ok(Some(node))
    }

    async fn hold_node(&self, now: Timestamp) -> Result<Option<u16>, ServiceError> {
        let Standing { node, node_is_lost, .. } = *self.standing();
        if node_is_lost {
            return Ok(None);
        }
        // One taken before the engine is renewed at once: how long ago that was is not known here.
        let held = node.or(self.config.node.map(|lease| (lease, Timestamp::EPOCH)));
        let Some((lease, until)) = held else { return self.take_node(now).await.map(Some) };
        if now + NODE_LEASE / 2 < until {
            return Ok(Some(lease.node));
        }
        let until = now + NODE_LEASE;
        if self.ledger().renew_node(lease, until, self.services.ids().latest()).await? {
            self.standing().node = Some((lease, until));
            return Ok(Some(lease.node));
        }
        if self.config.node.is_none() {
            return self.take_node(now).await.map(Some);
        }
        tracing::error!(node = lease.node, "another process has this one's number: nothing leaves any more");
        self.standing().node_is_lost = true;
        self.lost.notify_one();
        Ok(None)
    }

    async fn take_node(&self, now: Timestamp) -> Result<u16, ServiceError> {
        let until = now + NODE_LEASE;
        let ended = if self.config.alone { Ended::Everybody } else { Ended::Nobody };
        let lease = self.ledger().take_node(holder(self.rng.as_ref()), until, ended).await?;
        self.standing().node = Some((lease, until));
        Ok(lease.node)
    }

    /// Frees the number at once, since nothing is in this process's hands any more.
    pub async fn give_node_back(&self) {
        let Standing { node, node_is_lost, .. } = std::mem::take(&mut *self.standing());
        let Some((lease, _)) = node.filter(|_| !node_is_lost) else { return };
        if let Err(error) = self.ledger().renew_node(lease, self.now(), self.services.ids().latest()).await {
            tracing::info!(%error, "the node number was not given back and is free in half a minute");
        }
    }
}
