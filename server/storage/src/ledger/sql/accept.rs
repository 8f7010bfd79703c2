use std::collections::{HashMap, HashSet};

use domain::id::{AttemptId, CampaignId, CompanyId, MessageId, UserId};
use domain::message::{Cause, Channel, State};
use sea_orm::QueryResult;

use super::desk::Desk;
use super::fields::Fields;
use super::settle::finish_attempts;
use super::statement::{is_sqlite, json, rows, run};
use super::tally::Counted;
use crate::error::StorageError;
use crate::ledger::sending::{Answer, Settlement};

/// Only of a message that is still on the wire for this very attempt and lease. `COALESCE` keeps the
/// planners from starting at an index instead of at the batch.
pub(super) const ACCEPT: &str = "UPDATE messages AS m SET state = 7, reason = NULL, lease_until = NULL, \
        node = NULL, changed_at = $2 \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS message, CAST(value ->> 1 AS BIGINT) AS attempt, \
        CAST(value ->> 2 AS INTEGER) AS mark FROM {rows}) AS r \
    WHERE m.id = r.message AND m.state = 5 AND m.fence = r.mark AND COALESCE(m.attempt_id, 0) = r.attempt \
    RETURNING attempt_id, id, company_id, campaign_id, channel, created_by, cost, cost_currency";

const NOTE: &str = "INSERT INTO message_events \
        (message_id, id, at, from_state, to_state, cause, reported, flags, attempt_id, code, text) \
    SELECT CAST(value ->> 0 AS BIGINT), $2, $3, 5, 7, $4, 7, 0, CAST(value ->> 1 AS BIGINT), value ->> 2, \
        value ->> 3 FROM {rows}";

/// [`ACCEPT`], its history and the ends of its attempts in one statement: PostgreSQL is a way off, and
/// statements of a few rows cost little more than that way.
const ACCEPT_POSTGRES: &str = "WITH took AS (UPDATE messages AS m SET state = 7, reason = NULL, \
        lease_until = NULL, node = NULL, changed_at = $2 \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS message, CAST(value ->> 1 AS BIGINT) AS attempt, \
        CAST(value ->> 2 AS INTEGER) AS mark, value ->> 3 AS code, value ->> 4 AS text, \
        value ->> 5 AS reference FROM {rows}) AS r \
    WHERE m.id = r.message AND m.state = 5 AND m.fence = r.mark AND COALESCE(m.attempt_id, 0) = r.attempt \
    RETURNING m.attempt_id, m.id, m.company_id, m.campaign_id, m.channel, m.created_by, m.cost, \
        m.cost_currency, r.code, r.text, r.reference), \
    noted AS (INSERT INTO message_events \
        (message_id, id, at, from_state, to_state, cause, reported, flags, attempt_id, code, text) \
        SELECT id, $3, $2, 5, 7, $4, 7, 0, attempt_id, code, text FROM took), \
    ended AS (UPDATE message_attempts AS a SET finished_at = $2, outcome = 7, \
        provider_ref = COALESCE(t.reference, a.provider_ref) FROM took t \
        WHERE a.id = t.attempt_id AND a.message_id = t.id) \
    SELECT attempt_id, id, company_id, campaign_id, channel, created_by, cost, cost_currency FROM took";

/// The answer that nearly every message gets, in a few statements for all of them: the provider took it.
/// Returns the attempts it moved and ended; the other answers need a look at where their messages stand.
pub(super) async fn accept(
    desk: &mut Desk<'_>,
    settlements: &[Settlement],
) -> Result<HashSet<AttemptId>, StorageError> {
    let mut plain = plain(settlements);
    if plain.is_empty() {
        return Ok(HashSet::new());
    }
    // In the order in which all others lock.
    plain.sort_unstable_by_key(|one| one.message);
    let moved =
        if is_sqlite(desk.tx) { take(desk, &plain).await? } else { take_postgres(desk, &plain).await? };
    let mut attempts = HashSet::with_capacity(moved.len());
    for row in &moved {
        let (attempt, counted) = moved_row(row)?;
        desk.tally.count(counted, Some(State::OnWire), State::Accepted);
        attempts.insert(attempt);
    }
    if is_sqlite(desk.tx) {
        let taken: Vec<_> = plain.into_iter().filter(|one| attempts.contains(&one.attempt)).collect();
        note(desk, &taken).await?;
        finish_attempts(desk, &taken).await?;
    }
    Ok(attempts)
}

async fn take(desk: &Desk<'_>, plain: &[&Settlement]) -> Result<Vec<QueryResult>, StorageError> {
    let orders: Vec<_> =
        plain.iter().map(|one| (one.message.as_i64(), one.attempt.as_i64(), one.fence)).collect();
    rows(desk.tx, ACCEPT, vec![json(&orders)?, desk.now.micros().into()]).await
}

async fn take_postgres(desk: &Desk<'_>, plain: &[&Settlement]) -> Result<Vec<QueryResult>, StorageError> {
    let order = |one: &&Settlement| {
        let (code, text) = (one.code.clone(), one.text.clone());
        (one.message.as_i64(), one.attempt.as_i64(), one.fence, code, text, one.provider_ref.clone())
    };
    let orders: Vec<_> = plain.iter().map(order).collect();
    let act = desk.ids.next_id();
    let values = vec![json(&orders)?, desk.now.micros().into(), act.into(), Cause::Answered.code().into()];
    rows(desk.tx, ACCEPT_POSTGRES, values).await
}

/// Acceptances of messages that nothing else in the batch speaks of.
fn plain(settlements: &[Settlement]) -> Vec<&Settlement> {
    let mut times = HashMap::<MessageId, u32>::with_capacity(settlements.len());
    for one in settlements {
        *times.entry(one.message).or_default() += 1;
    }
    let is_plain = |one: &&Settlement| one.answer == Answer::Accepted && times.get(&one.message) == Some(&1);
    settlements.iter().filter(is_plain).collect()
}

fn moved_row(row: &QueryResult) -> Result<(AttemptId, Counted), StorageError> {
    let mut fields = Fields::of(row);
    let attempt = fields.id(AttemptId::from_i64)?;
    let id = fields.id(MessageId::from_i64)?;
    let company = fields.id(CompanyId::from_i64)?;
    let campaign = fields.maybe_id(CampaignId::from_i64)?;
    let channel = fields.coded("messages.channel", Channel::from_code)?;
    let author = fields.maybe_id(UserId::from_i64)?;
    Ok((
        attempt,
        Counted { id, company, account: None, campaign, channel, author, cost: fields.maybe_money()? },
    ))
}

async fn note(desk: &Desk<'_>, taken: &[&Settlement]) -> Result<(), StorageError> {
    let events: Vec<_> = taken
        .iter()
        .map(|one| (one.message.as_i64(), one.attempt.as_i64(), one.code.as_deref(), one.text.as_deref()))
        .collect();
    if events.is_empty() {
        return Ok(());
    }
    let act = desk.ids.next_id();
    let values = vec![json(&events)?, act.into(), desk.now.micros().into(), Cause::Answered.code().into()];
    run(desk.tx, NOTE, values).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_rows_only_as_the_table_of_states_lets_them() {
        assert!(State::OnWire.may_become(State::Accepted));
        assert_eq!([State::OnWire.code(), State::Accepted.code()], [5, 7]);
    }
}
