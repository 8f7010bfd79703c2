use domain::id::{AccountId, CompanyId, MessageId};
use domain::message::State;
use domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{apply, lock};
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::standing::{Move, Note, Standing};

pub(super) const OVERDUE: &str = "SELECT id FROM messages WHERE state IN (1, 3) AND expires_at IS NOT NULL \
    AND expires_at <= $1 ORDER BY expires_at LIMIT $2";

/// Planned and held messages whose time is over; those in the queue expire when they are claimed.
pub(super) async fn overdue<C: ConnectionTrait>(
    db: &C,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<MessageId>, StorageError> {
    let found = rows(db, OVERDUE, vec![now.micros().into(), i64::from(limit).into()]).await?;
    found.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

pub(super) const UNREPORTED: &str = "SELECT id FROM messages WHERE company_id = $1 AND account_id = $2 AND state = $3 \
    AND state NOT IN (4, 5) AND changed_at < $4 ORDER BY id LIMIT $5";

/// Messages the provider took before `before` and has not reported on since.
pub(super) async fn unreported<C: ConnectionTrait>(
    db: &C,
    (company, account): (CompanyId, AccountId),
    before: Timestamp,
    limit: u32,
) -> Result<Vec<MessageId>, StorageError> {
    let mut found = Vec::new();
    for state in [State::Accepted, State::Sent] {
        let ids = [company.as_i64().into(), account.as_i64().into()];
        let bounds = [state.code().into(), before.micros().into(), i64::from(limit).into()];
        found.extend(rows(db, UNREPORTED, ids.into_iter().chain(bounds).collect()).await?);
    }
    found.iter().take(limit as usize).map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

/// Expires those whose time is over; returns how many.
pub(super) async fn expire(desk: &mut Desk<'_>, ids: Vec<MessageId>) -> Result<u64, StorageError> {
    let now = desk.now;
    move_all(desk, ids, |row| {
        let over = row.has_expired(now) && matches!(row.state, State::Planned | State::Held);
        let note = Note::new(domain::message::Cause::ValidityOver, now);
        over.then(|| decide::stop(row, State::Expired, None, note)).flatten()
    })
    .await
}

/// Expires those nobody reported on since `before`.
pub(super) async fn give_up_waiting(
    desk: &mut Desk<'_>,
    ids: Vec<MessageId>,
    before: Timestamp,
) -> Result<u64, StorageError> {
    let now = desk.now;
    move_all(desk, ids, |row| (row.changed_at < before).then(|| decide::give_up_waiting(row, now)).flatten())
        .await
}

async fn move_all(
    desk: &mut Desk<'_>,
    ids: Vec<MessageId>,
    decide: impl Fn(Standing) -> Option<Move>,
) -> Result<u64, StorageError> {
    let standing = lock(desk, ids).await?;
    let mut moves: Vec<_> = standing.into_values().filter_map(decide).collect();
    moves.sort_by_key(|step| step.after.id);
    apply(desk, &moves).await?;
    Ok(moves.len() as u64)
}
