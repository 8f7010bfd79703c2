use std::collections::HashMap;

use domain::id::MessageId;
use sea_orm::Value;

use super::desk::Desk;
use super::fields::{STANDING, standing};
use super::insert::insert;
use super::statement::{is_sqlite, json, rows, run};
use super::tally::Counted;
use crate::error::StorageError;
use crate::ledger::standing::{Move, Standing};

/// Where these messages stand. PostgreSQL locks them, in the order of their ids so that two processes
/// never wait for each other in a circle; on SQLite there is only one writer.
pub(super) async fn lock(
    desk: &Desk<'_>,
    ids: impl IntoIterator<Item = MessageId>,
) -> Result<HashMap<MessageId, Standing>, StorageError> {
    let mut ids: Vec<i64> = ids.into_iter().map(MessageId::as_i64).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lock = if is_sqlite(desk.tx) { "" } else { "ORDER BY m.id FOR UPDATE OF m" };
    let sql = format!(
        "SELECT {STANDING} FROM {{list}} CROSS JOIN messages m WHERE m.id = CAST(value AS BIGINT) {lock}"
    );
    let found = rows(desk.tx, &sql, vec![json(&ids)?]).await?;
    found.iter().map(|row| standing(row).map(|at| (at.id, at))).collect()
}

pub(super) const UPDATE: &str = "UPDATE messages AS m SET \
        account_id = r.account_id, state = r.state, reason = r.reason, flags = r.flags, \
        attempts = r.attempts, fence = r.fence, attempt_id = r.attempt_id, due_at = r.due_at, \
        lease_until = r.lease_until, node = r.node, changed_at = r.changed_at \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS message, CAST(value ->> 1 AS BIGINT) AS account_id, \
        CAST(value ->> 2 AS SMALLINT) AS state, CAST(value ->> 3 AS SMALLINT) AS reason, \
        CAST(value ->> 4 AS SMALLINT) AS flags, CAST(value ->> 5 AS SMALLINT) AS attempts, \
        CAST(value ->> 6 AS INTEGER) AS fence, CAST(value ->> 7 AS BIGINT) AS attempt_id, \
        CAST(value ->> 8 AS BIGINT) AS due_at, CAST(value ->> 9 AS BIGINT) AS lease_until, \
        CAST(value ->> 10 AS SMALLINT) AS node, CAST(value ->> 11 AS BIGINT) AS changed_at FROM {rows}) AS r \
    WHERE m.id = r.message";

/// Writes moves of rows that [`lock`] has read: their new standing, history, counters. A message may
/// move several times in one batch; the moves are in order.
pub(super) async fn apply(desk: &mut Desk<'_>, moves: &[Move]) -> Result<(), StorageError> {
    let mut last: HashMap<MessageId, &Move> = HashMap::with_capacity(moves.len());
    for step in moves.iter().filter(|step| step.changes()) {
        last.insert(step.after.id, step);
    }
    let changed: Vec<_> = last.into_values().map(|step| columns(&step.after)).collect();
    if !changed.is_empty() {
        run(desk.tx, UPDATE, vec![json(&changed)?]).await?;
    }
    note(desk, moves).await?;
    for step in moves {
        desk.tally.count(counted(&step.after), Some(step.before.state), step.after.state);
    }
    Ok(())
}

type Columns =
    (i64, Option<i64>, i16, Option<i16>, i16, i16, i32, Option<i64>, i64, Option<i64>, Option<i16>, i64);

fn columns(at: &Standing) -> Columns {
    (
        at.id.as_i64(),
        at.account.map(|id| id.as_i64()),
        at.state.code(),
        at.reason,
        at.flags.bits(),
        at.attempts,
        at.fence,
        at.attempt.map(|id| id.as_i64()),
        at.due_at.micros(),
        at.lease_until.map(|time| time.micros()),
        at.node,
        at.changed_at.micros(),
    )
}

pub(super) const fn counted(at: &Standing) -> Counted {
    Counted {
        id: at.id,
        company: at.company,
        account: at.account,
        campaign: at.campaign,
        channel: at.channel,
        author: at.author,
        cost: at.cost,
    }
}

const EVENTS: &str = "message_events (message_id, id, at, from_state, to_state, cause, reason, reported, \
    flags, attempt_id, actor_id, code, text)";

/// One act names the first move of every message, a further act the second of those that have one.
async fn note(desk: &Desk<'_>, moves: &[Move]) -> Result<(), StorageError> {
    let mut acts: Vec<i64> = Vec::new();
    let mut seen: HashMap<MessageId, usize> = HashMap::with_capacity(moves.len());
    let mut values = Vec::with_capacity(moves.len() * 13);
    for step in moves {
        let nth = seen.entry(step.after.id).or_default();
        if *nth == acts.len() {
            acts.push(desk.ids.next_id());
        }
        values.extend(event(acts[*nth], step));
        *nth += 1;
    }
    insert(desk.tx, EVENTS, values).await
}

fn event(act: i64, step: &Move) -> [Value; 13] {
    let note = &step.note;
    [
        step.after.id.as_i64().into(),
        act.into(),
        note.at.micros().into(),
        step.before.state.code().into(),
        step.after.state.code().into(),
        note.cause.code().into(),
        note.reason.into(),
        note.reported.map(|state| state.code()).into(),
        note.flags.bits().into(),
        note.attempt.map(|id| id.as_i64()).into(),
        note.actor.map(|id| id.as_i64()).into(),
        note.code.clone().into(),
        note.text.clone().into(),
    ]
}
