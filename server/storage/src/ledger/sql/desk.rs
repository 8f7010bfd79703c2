use domain::time::Timestamp;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction};

use super::statement::is_sqlite;
use super::tally::Tally;
use crate::error::StorageError;
use crate::ids::Ids;

/// A transaction in which the ledger works, the time of it, and what it has moved so far.
pub(super) struct Desk<'t> {
    pub tx: &'t DatabaseTransaction,
    pub now: Timestamp,
    pub ids: Ids,
    pub tally: Tally,
}

/// Queue tables grow and shrink faster than their statistics: every batch is found by its ids.
const PLAN_BY_INDEX: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; \
    SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off";

impl<'t> Desk<'t> {
    pub async fn open(tx: &'t DatabaseTransaction, now: Timestamp, ids: Ids) -> Result<Self, StorageError> {
        if !is_sqlite(tx) {
            tx.execute_unprepared(PLAN_BY_INDEX).await?;
        }
        Ok(Self { tx, now, ids, tally: Tally::default() })
    }

    /// Writes the counters, last of all, because other processes wait for them.
    pub async fn close(self) -> Result<Tally, StorageError> {
        self.tally.write(self.tx).await?;
        Ok(self.tally)
    }
}
