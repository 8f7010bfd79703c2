use domain::id::{AccountId, AttemptId, CompanyId, MessageId};
use domain::message::{Class, Purpose};
use sea_orm::{ConnectionTrait, QueryResult};

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{apply, lock};
use super::settle::keep;
use super::statement::{json, rows, run};
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::flags::Flags;
use crate::ledger::reporting::{DoubtfulMessage, Resolution};

pub(super) const IN_DOUBT: &str = "SELECT m.id, m.company_id, a.account_id, m.purpose, m.class, a.id, a.call_id, \
        m.attempts, a.started_at, m.changed_at, m.expires_at, m.flags \
    FROM messages m JOIN message_attempts a ON a.id = m.attempt_id \
    WHERE m.state = 6 AND m.id > $1 ORDER BY m.id LIMIT $2";

pub(super) async fn in_doubt<C: ConnectionTrait>(
    db: &C,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<DoubtfulMessage>, StorageError> {
    let after = after.map_or(0, MessageId::as_i64);
    let found = rows(db, IN_DOUBT, vec![after.into(), i64::from(limit).into()]).await?;
    found.iter().map(doubtful).collect()
}

fn doubtful(row: &QueryResult) -> Result<DoubtfulMessage, StorageError> {
    let mut fields = Fields::of(row);
    Ok(DoubtfulMessage {
        message: fields.id(MessageId::from_i64)?,
        company: fields.id(CompanyId::from_i64)?,
        account: fields.id(AccountId::from_i64)?,
        purpose: fields.coded("messages.purpose", Purpose::from_code)?,
        class: fields.coded("messages.class", Class::from_code)?,
        attempt: fields.id(AttemptId::from_i64)?,
        call: fields.maybe_id(AttemptId::from_i64)?,
        attempts: fields.take()?,
        started_at: fields.time()?,
        since: fields.time()?,
        expires_at: fields.maybe_time()?,
        repeated: fields.take().map(Flags::from_bits)?.has(Flags::REPEATED),
    })
}

/// What the provider calls attempts whose answer was lost.
pub(super) const NAME: &str = "UPDATE message_attempts AS a SET provider_ref = COALESCE(a.provider_ref, r.name) \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS attempt, value ->> 1 AS name FROM {rows}) AS r \
    WHERE a.id = r.attempt";

/// Ends doubts; returns the messages that moved.
pub(super) async fn resolve(
    desk: &mut Desk<'_>,
    resolutions: Vec<Resolution>,
) -> Result<Vec<MessageId>, StorageError> {
    let mut standing = lock(desk, resolutions.iter().map(|end| end.message)).await?;
    let mut moves = Vec::new();
    let mut named = Vec::new();
    for end in &resolutions {
        let row = standing.get(&end.message).copied();
        let Some(step) = row.and_then(|row| decide::resolve(row, end, desk.now)) else { continue };
        keep(&mut standing, &step);
        moves.push(step);
        named.extend(end.provider_ref.as_deref().map(|name| (end.attempt.as_i64(), name)));
    }
    apply(desk, &moves).await?;
    if !named.is_empty() {
        run(desk.tx, NAME, vec![json(&named)?]).await?;
    }
    Ok(moves.iter().map(|step| step.after.id).collect())
}
