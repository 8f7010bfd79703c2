use std::collections::{HashMap, HashSet};

use domain::id::{AttemptId, CampaignId, CompanyId, MessageId};
use domain::message::{Cause, Channel, State};
use sea_orm::QueryResult;

use super::desk::Desk;
use super::fields::Fields;
use super::statement::{json, rows, run};
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
    RETURNING attempt_id, id, company_id, campaign_id, channel";

const NOTE: &str = "INSERT INTO message_events \
        (message_id, id, at, from_state, to_state, cause, reported, flags, attempt_id, code, text) \
    SELECT CAST(value ->> 0 AS BIGINT), $2, $3, 5, 7, $4, 7, 0, CAST(value ->> 1 AS BIGINT), value ->> 2, \
        value ->> 3 FROM {rows}";

/// The answer that nearly every message gets, in two statements for all of them: the provider took it.
/// Returns the attempts it moved; the other answers need a look at where their messages stand.
pub(super) async fn accept(
    desk: &mut Desk<'_>,
    settlements: &[Settlement],
) -> Result<HashSet<AttemptId>, StorageError> {
    let mut orders: Vec<_> = plain(settlements)
        .into_iter()
        .map(|one| (one.message.as_i64(), one.attempt.as_i64(), one.fence))
        .collect();
    if orders.is_empty() {
        return Ok(HashSet::new());
    }
    // In the order in which all others lock.
    orders.sort_unstable();
    let moved = rows(desk.tx, ACCEPT, vec![json(&orders)?, desk.now.micros().into()]).await?;
    let mut attempts = HashSet::with_capacity(moved.len());
    for row in &moved {
        let (attempt, counted) = moved_row(row)?;
        desk.tally.count(counted, Some(State::OnWire), State::Accepted);
        attempts.insert(attempt);
    }
    note(desk, settlements.iter().filter(|one| attempts.contains(&one.attempt))).await?;
    Ok(attempts)
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
    Ok((attempt, Counted { id, company, campaign, channel }))
}

async fn note(desk: &Desk<'_>, taken: impl Iterator<Item = &Settlement>) -> Result<(), StorageError> {
    let events: Vec<_> = taken
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
