use std::collections::HashSet;

use domain::id::MessageId;
use domain::message::State;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult};

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{apply, lock};
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::sending::Recovered;
use crate::ledger::standing::Standing;

/// All rows in the hands of a node that is gone, and the overdue ones of those that live. A node
/// without a row is gone. What is in hand is little and is read first, from its own index: asked for
/// in one piece, both databases may walk through all messages in the order of their ids instead.
pub(super) const LOST: &str = "WITH hand AS MATERIALIZED \
        (SELECT id, node, lease_until FROM messages WHERE lease_until IS NOT NULL) \
    SELECT h.id FROM hand h LEFT JOIN nodes n ON n.id = h.node \
    WHERE h.lease_until <= $1 OR n.id IS NULL OR n.leased_until <= $1 ORDER BY h.id LIMIT $2";

pub(super) async fn lost<C: ConnectionTrait>(
    db: &C,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<MessageId>, StorageError> {
    let found = rows(db, LOST, vec![now.micros().into(), i64::from(limit).into()]).await?;
    found.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

/// Takes the messages from workers that are gone or late.
pub(super) async fn recover(desk: &mut Desk<'_>, ids: Vec<MessageId>) -> Result<Recovered, StorageError> {
    let living = living_nodes(desk).await?;
    let now = desk.now;
    let mut moves = Vec::new();
    for row in lock(desk, ids).await?.into_values() {
        let gone = row.node.is_none_or(|node| !living.contains(&node));
        if gone || is_overdue(&row, now) {
            moves.extend(decide::recover(row, gone, now));
        }
    }
    moves.sort_by_key(|step| step.after.id);
    apply(desk, &moves).await?;
    let to = |state| moves.iter().filter(move |step| step.after.state == state).map(|step| step.after.id);
    Ok(Recovered { queued: to(State::Queued).collect(), in_doubt: to(State::InDoubt).collect() })
}

fn is_overdue(row: &Standing, now: Timestamp) -> bool {
    row.lease_until.is_some_and(|end| end <= now)
}

async fn living_nodes(desk: &Desk<'_>) -> Result<HashSet<i16>, StorageError> {
    let sql = "SELECT id FROM nodes WHERE leased_until > $1";
    let found = rows(desk.tx, sql, vec![desk.now.micros().into()]).await?;
    found.iter().map(|row: &QueryResult| Fields::of(row).take()).collect()
}
