use domain::id::{AccountId, AddressId, CampaignId, CompanyId, ContactId, MessageId};
use domain::message::{Cause, Channel, Class, Purpose, State};
use domain::time::Timestamp;
use sea_orm::{QueryResult, Value};

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{counted, lock};
use super::statement::{is_sqlite, rows};
use super::step::note_step;
use super::tally::Counted;
use crate::error::StorageError;
use crate::ledger::sending::{ClaimOrder, Claimed};

/// The rows one statement took from the queue.
pub(super) struct Taken {
    pub live: Vec<Claimed>,
    pub expired: u32,
}

/// The states are literals, and SQLite is told its index: the partial index must be used.
pub(super) const SQLITE: &str = "UPDATE messages AS m SET \
        state = CASE WHEN expires_at <= $4 THEN 12 ELSE 4 END, fence = fence + 1, changed_at = $4, \
        lease_until = CASE WHEN expires_at <= $4 THEN NULL ELSE $5 END, \
        node = CASE WHEN expires_at <= $4 THEN NULL ELSE $6 END \
    WHERE id IN (SELECT id FROM messages INDEXED BY messages_waiting \
        WHERE state = 2 AND account_id = $1 AND priority = $2 AND due_at <= $4 \
        ORDER BY due_at, id LIMIT $3) \
    RETURNING id, company_id, account_id, channel, purpose, class, state, fence, attempts, due_at, \
        expires_at, contact_id, address_id, campaign_id, resend_of";

/// The rows are chosen and locked first: `id IN (… LIMIT … FOR UPDATE SKIP LOCKED)` may run its inside
/// more than once and take more than the limit.
const POSTGRES: &str = "WITH picked AS MATERIALIZED (SELECT id FROM messages \
        WHERE state = 2 AND account_id = $1 AND priority = $2 AND due_at <= $4 \
        ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) \
    UPDATE messages AS m SET \
        state = CASE WHEN m.expires_at <= $4 THEN 12 ELSE 4 END, fence = m.fence + 1, changed_at = $4, \
        lease_until = CASE WHEN m.expires_at <= $4 THEN NULL ELSE $5 END, \
        node = CASE WHEN m.expires_at <= $4 THEN NULL ELSE $6 END \
    FROM picked WHERE m.id = picked.id \
    RETURNING m.id, company_id, account_id, channel, purpose, class, state, fence, attempts, due_at, \
        expires_at, contact_id, address_id, campaign_id, resend_of";

/// Leases due rows: account, priority and limit are the first three values.
pub(super) async fn lease(
    desk: &mut Desk<'_>,
    order: &ClaimOrder,
    mut values: Vec<Value>,
) -> Result<Taken, StorageError> {
    let node = i16::try_from(order.node).unwrap_or(i16::MAX);
    values.extend([desk.now.micros().into(), order.until.micros().into(), node.into()]);
    let sql = if is_sqlite(desk.tx) { SQLITE } else { POSTGRES };
    let taken = rows(desk.tx, sql, values).await?;
    let taken = taken.iter().map(|row| claimed(row, order.until)).collect::<Result<Vec<_>, _>>()?;
    let (expired, live): (Vec<_>, Vec<_>) =
        taken.into_iter().partition(|(state, _)| *state == State::Expired);
    let (expired, mut live) = (rows_of(expired), rows_of(live));
    live.sort_by_key(|claimed| (claimed.due_at, claimed.message));
    count(desk, &live);
    record(desk, &live, State::Leased, Cause::Claimed).await?;
    count_expired(desk, &expired).await?;
    record(desk, &expired, State::Expired, Cause::ValidityOver).await?;
    Ok(Taken { live, expired: u32::try_from(expired.len()).unwrap_or(u32::MAX) })
}

fn rows_of(taken: Vec<(State, Claimed)>) -> Vec<Claimed> {
    taken.into_iter().map(|(_, claimed)| claimed).collect()
}

fn claimed(row: &QueryResult, until: Timestamp) -> Result<(State, Claimed), StorageError> {
    let mut fields = Fields::of(row);
    let message = fields.id(MessageId::from_i64)?;
    let company = fields.id(CompanyId::from_i64)?;
    let account = fields.id(AccountId::from_i64)?;
    let channel = fields.coded("messages.channel", Channel::from_code)?;
    let purpose = fields.coded("messages.purpose", Purpose::from_code)?;
    let class = fields.coded("messages.class", Class::from_code)?;
    let state = fields.state()?;
    let (fence, attempts) = (fields.take()?, fields.take()?);
    let (due_at, expires_at) = (fields.time()?, fields.maybe_time()?);
    let contact = fields.maybe_id(ContactId::from_i64)?;
    let address = fields.maybe_id(AddressId::from_i64)?;
    let campaign = fields.maybe_id(CampaignId::from_i64)?;
    let resend_of = fields.maybe_id(MessageId::from_i64)?;
    let claimed = Claimed {
        message,
        company,
        account,
        channel,
        purpose,
        class,
        fence,
        attempts,
        due_at,
        expires_at,
        until,
        contact,
        address,
        campaign,
        resend_of,
    };
    Ok((state, claimed))
}

fn count(desk: &mut Desk<'_>, live: &[Claimed]) {
    for row in live {
        let Claimed { message: id, company, campaign, channel, .. } = *row;
        let counted = Counted { id, company, account: None, campaign, channel, author: None, cost: None };
        desk.tally.count(counted, Some(State::Queued), State::Leased);
    }
}

/// What expires is seldom: it is read once more for the cost it gives back.
async fn count_expired(desk: &mut Desk<'_>, expired: &[Claimed]) -> Result<(), StorageError> {
    for at in lock(desk, expired.iter().map(|row| row.message)).await?.values() {
        desk.tally.count(counted(at), Some(State::Queued), State::Expired);
    }
    Ok(())
}

async fn record(desk: &mut Desk<'_>, rows: &[Claimed], to: State, cause: Cause) -> Result<(), StorageError> {
    let messages: Vec<_> = rows.iter().map(|row| (row.message.as_i64(), None)).collect();
    note_step(desk, &messages, (State::Queued, to), cause).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_rows_only_as_the_table_of_states_lets_them() {
        assert!(State::Queued.may_become(State::Leased) && State::Queued.may_become(State::Expired));
        let codes = [State::Queued.code(), State::Leased.code(), State::Expired.code()];
        assert_eq!(codes, [2, 4, 12]);
    }
}
