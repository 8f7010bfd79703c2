use std::collections::HashMap;
use std::time::Duration;

use domain::time::Timestamp;
use sea_orm::QueryResult;

use super::desk::Desk;
use super::fields::Fields;
use super::statement::{json, rows, run};
use crate::error::StorageError;
use crate::ids::LAST_NODE;
use crate::ledger::sending::{Ended, NodeLease};

/// Between the last instant a process noted and its first successor's: what it may have made since.
const MARGIN: Duration = Duration::from_secs(60);

/// What is known of a number: until when it is taken, and its latest id.
type Known = HashMap<u16, (Timestamp, Timestamp)>;

const TAKE: &str = "INSERT INTO nodes (id, holder, started_at, leased_until, latest_at) \
    VALUES ($1, $2, $3, $4, $3) ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, \
        started_at = excluded.started_at, leased_until = excluded.leased_until \
    WHERE nodes.leased_until <= $3 RETURNING latest_at";

/// Takes a number nobody has: one never used, else the one free for longest. A number is not reused
/// while messages are still in the hands of its last holder. Those of the ended are freed first.
pub(super) async fn take(
    desk: &Desk<'_>,
    holder: i64,
    until: Timestamp,
    ended: Ended,
) -> Result<NodeLease, StorageError> {
    let now = desk.now.micros();
    let idle_since = idle_since(desk).await?;
    free(desk, ended).await?;
    let known = known(desk).await?;
    for node in candidates(&known, desk.now) {
        let values = vec![i16::try_from(node).unwrap_or(i16::MAX).into(), holder.into(), now.into()];
        let values = values.into_iter().chain([until.micros().into()]).collect();
        if !rows(desk.tx, TAKE, values).await?.is_empty() {
            let latest = known.get(&node).map(|(_, latest)| *latest + MARGIN);
            let ids_not_before = latest.unwrap_or(Timestamp::EPOCH);
            return Ok(NodeLease { node, holder, ids_not_before, idle_since });
        }
    }
    Err(StorageError::Conflict("all node numbers are taken"))
}

async fn idle_since(desk: &Desk<'_>) -> Result<Option<Timestamp>, StorageError> {
    let found = rows(desk.tx, "SELECT MAX(leased_until) FROM nodes", vec![]).await?;
    let last = found.first().map_or(Ok(None), |row| Fields::of(row).maybe_time())?;
    Ok(last.filter(|last| *last <= desk.now))
}

/// With their numbers go the leases: recovery finds all they had in hand.
async fn free(desk: &Desk<'_>, ended: Ended) -> Result<(), StorageError> {
    let now = desk.now.micros();
    match ended {
        Ended::Nobody => {}
        Ended::Everybody => {
            run(desk.tx, "UPDATE nodes SET leased_until = $1 WHERE leased_until > $1", vec![now.into()])
                .await?;
        }
        Ended::These(holders) => {
            let sql = "UPDATE nodes SET leased_until = $2 WHERE leased_until > $2 \
                AND holder IN (SELECT CAST(value AS BIGINT) FROM {list})";
            run(desk.tx, sql, vec![json(&holders)?, now.into()]).await?;
        }
    }
    Ok(())
}

async fn known(desk: &Desk<'_>) -> Result<Known, StorageError> {
    let sql = "SELECT id, leased_until, latest_at FROM nodes n UNION ALL \
        SELECT DISTINCT node, 9223372036854775807, 0 FROM messages WHERE lease_until IS NOT NULL";
    let mut known = Known::new();
    for row in rows(desk.tx, sql, vec![]).await? {
        let (node, until, latest) = node_row(&row)?;
        let at = known.entry(node).or_insert((until, latest));
        *at = (at.0.max(until), at.1.max(latest));
    }
    Ok(known)
}

fn node_row(row: &QueryResult) -> Result<(u16, Timestamp, Timestamp), StorageError> {
    let mut fields = Fields::of(row);
    let node: i16 = fields.take()?;
    Ok((u16::try_from(node).unwrap_or(LAST_NODE), fields.time()?, fields.time()?))
}

fn candidates(known: &Known, now: Timestamp) -> Vec<u16> {
    let mut free: Vec<_> = known.iter().filter(|(_, (until, _))| *until <= now).collect();
    free.sort_by_key(|(_, (until, _))| *until);
    let unused = (0..=LAST_NODE).filter(|node| !known.contains_key(node));
    unused.chain(free.into_iter().map(|(node, _)| *node)).take(32).collect()
}

const RENEW: &str = "UPDATE nodes SET leased_until = $3, latest_at = $4 WHERE id = $1 AND holder = $2";

/// Keeps a number for longer; false when somebody else has it by now.
pub(super) async fn renew(
    desk: &Desk<'_>,
    lease: NodeLease,
    until: Timestamp,
    latest: Timestamp,
) -> Result<bool, StorageError> {
    let node = i16::try_from(lease.node).unwrap_or(i16::MAX);
    let values = vec![node.into(), lease.holder.into(), until.micros().into(), latest.micros().into()];
    Ok(run(desk.tx, RENEW, values).await? > 0)
}
