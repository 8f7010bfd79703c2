use domain::id::{AccountId, MessageId};
use domain::message::{Channel, Class, HoldReason, State};
use sea_orm::{ConnectionTrait, Value};

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{apply, lock};
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::standing::{Move, Standing};
use crate::ledger::stopping::{Movable, Selected, Selection, Step, WaitingFor};

pub(super) const OF_CAMPAIGN: &str = "SELECT id FROM messages WHERE campaign_id = $1 AND company_id = $2 AND id > $3 \
    AND state IN (1, 2, 3) ORDER BY id LIMIT $4";

pub(super) const REPEATS: &str = "SELECT id FROM messages WHERE campaign_id = $1 AND company_id = $2 AND id > $3 \
    AND resend_of IS NOT NULL AND state IN (1, 2, 3) ORDER BY id LIMIT $4";

/// Whatever went to the recipient, of which only what waits of the company is taken. Codes and replies (1 and
/// 3) that inform (1) were asked for.
pub(super) const OF_RECIPIENT: &str = "SELECT m.id FROM messages m JOIN message_bodies b ON b.message_id = m.id \
    WHERE m.company_id = $1 AND m.state IN (1, 2, 3) AND m.state NOT IN (4, 5) AND m.id > $2 \
    AND m.channel = $3 AND (CAST($4 AS SMALLINT) IS NULL OR (m.class = $4 AND NOT (m.class = 1 AND m.purpose IN (1, 3)))) \
    AND {recipient} = lower($5) ORDER BY m.id LIMIT $6";

/// Walks what is held of the company in its index.
pub(super) const WITHOUT_ACCOUNT: &str = "SELECT id FROM messages WHERE company_id = $1 AND state = 3 \
    AND state NOT IN (4, 5) AND id > $2 AND reason = $3 AND channel = $4 ORDER BY id LIMIT $5";

/// The messages of a selection that may still be stopped or released, the first `limit` of them. Read
/// beside the writer: whoever moves them looks again.
pub(super) async fn select<C: ConnectionTrait>(
    db: &C,
    selection: &Selection,
    movable: Movable,
) -> Result<Vec<MessageId>, StorageError> {
    match &selection.which {
        Selected::Messages(ids) => Ok(named(ids, selection)),
        Selected::Campaign(campaign) => ids(db, OF_CAMPAIGN, page(campaign.as_i64(), selection)).await,
        Selected::Repeats(campaign) => ids(db, REPEATS, page(campaign.as_i64(), selection)).await,
        Selected::Account(account) => of_account(db, *account, selection, movable).await,
        Selected::WithoutAccount(channel) => {
            ids(db, WITHOUT_ACCOUNT, without_account(*channel, selection)).await
        }
        Selected::Recipient(whose) => ids(db, OF_RECIPIENT, recipient(whose, selection)).await,
    }
}

fn named(ids: &[MessageId], selection: &Selection) -> Vec<MessageId> {
    let mut ids: Vec<_> = ids.iter().copied().filter(|id| Some(*id) > selection.after).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(selection.limit as usize);
    ids
}

/// Those that wait come from the workers' index; a step moves them out of it.
pub(super) const QUEUED: &str = "SELECT id FROM messages WHERE state = 2 AND account_id = $1 AND company_id = $2 \
    AND id > $3 LIMIT $4";
pub(super) const PLANNED_OR_HELD: &str = "SELECT id FROM messages WHERE account_id = $1 AND company_id = $2 \
    AND state = $5 AND state NOT IN (4, 5) AND id > $3 \
    AND (CAST($6 AS SMALLINT) IS NULL OR reason = $6) ORDER BY id LIMIT $4";

/// Every message moved leaves its state, so each step begins at the first again.
async fn of_account<C: ConnectionTrait>(
    db: &C,
    account: AccountId,
    selection: &Selection,
    movable: Movable,
) -> Result<Vec<MessageId>, StorageError> {
    let mut found = Vec::new();
    for state in movable.from {
        let left = selection.limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
        let rest = Selection { after: None, limit: left, ..selection.clone() };
        let mut values = page(account.as_i64(), &rest);
        if *state == State::Queued {
            found.extend(ids(db, QUEUED, values).await?);
        } else {
            let reason = movable.held_for.map(HoldReason::code);
            values.extend([state.code().into(), reason.into()]);
            found.extend(ids(db, PLANNED_OR_HELD, values).await?);
        }
    }
    Ok(found)
}

fn page(of: i64, selection: &Selection) -> Vec<Value> {
    let after = selection.after.map_or(0, MessageId::as_i64);
    vec![of.into(), selection.company.as_i64().into(), after.into(), i64::from(selection.limit).into()]
}

fn without_account(channel: Channel, selection: &Selection) -> Vec<Value> {
    vec![
        selection.company.as_i64().into(),
        selection.after.map_or(0, MessageId::as_i64).into(),
        HoldReason::NoAccount.code().into(),
        channel.code().into(),
        i64::from(selection.limit).into(),
    ]
}

fn recipient(whose: &WaitingFor, selection: &Selection) -> Vec<Value> {
    vec![
        selection.company.as_i64().into(),
        selection.after.map_or(0, MessageId::as_i64).into(),
        whose.channel.code().into(),
        whose.class.map(Class::code).into(),
        whose.address.as_str().into(),
        i64::from(selection.limit).into(),
    ]
}

async fn ids<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<MessageId>, StorageError> {
    let found = rows(db, sql, values).await?;
    found.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

/// Moves what `decide` moves of the chosen messages of this company.
pub(super) async fn move_chosen(
    desk: &mut Desk<'_>,
    selection: Selection,
    chosen: Vec<MessageId>,
    decide: impl Fn(Standing) -> Option<Move>,
) -> Result<Step, StorageError> {
    let standing = lock(desk, chosen.iter().copied()).await?;
    let own = standing.into_values().filter(|row| row.company == selection.company);
    let mut moves: Vec<_> = own.filter_map(decide).collect();
    moves.sort_by_key(|step| step.after.id);
    apply(desk, &moves).await?;
    let is_full = chosen.len() >= selection.limit as usize;
    Ok(Step { moved: moves.len() as u64, next: chosen.last().copied().filter(|_| is_full) })
}
