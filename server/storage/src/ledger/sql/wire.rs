use std::collections::HashMap;

use domain::id::{AttemptId, CampaignId, CompanyId, MessageId};
use domain::message::{Cause, Channel, State};
use sea_orm::{QueryResult, Value};

use super::desk::Desk;
use super::fields::Fields;
use super::insert::insert;
use super::statement::{json, rows};
use super::step::note_step;
use super::tally::Counted;
use crate::error::StorageError;
use crate::ledger::sending::Departure;

/// Only a lease that is still ours, of a message that is still wanted, lets bytes leave. `COALESCE` keeps
/// the planners from starting at the index of what is in hand instead of at the batch.
pub(super) const DEPART: &str = "UPDATE messages AS m SET state = 5, attempts = attempts + 1, attempt_id = r.attempt, \
        lease_until = r.answer_by, changed_at = $2 \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS message, CAST(value ->> 1 AS INTEGER) AS mark, \
        CAST(value ->> 2 AS BIGINT) AS attempt, CAST(value ->> 3 AS BIGINT) AS answer_by FROM {rows}) AS r \
    WHERE m.id = r.message AND m.state = 4 AND m.fence = r.mark AND COALESCE(m.lease_until, 0) > $2 \
        AND (m.expires_at IS NULL OR m.expires_at > $2) \
    RETURNING attempt_id, id, company_id, campaign_id, channel, account_id, node";

/// Records that the bytes of these messages leave, before they do; returns the attempts that may.
pub(super) async fn put_on_wire(
    desk: &mut Desk<'_>,
    departures: Vec<Departure>,
) -> Result<Vec<AttemptId>, StorageError> {
    if departures.is_empty() {
        return Ok(Vec::new());
    }
    let mut orders: Vec<_> = departures.iter().map(order).collect();
    // In the order in which all others lock.
    orders.sort_unstable();
    let values = vec![json(&orders)?, desk.now.micros().into()];
    let gone = rows(desk.tx, DEPART, values).await?;
    let gone = gone.iter().map(sender).collect::<Result<HashMap<_, _>, _>>()?;
    let leaving = departures.iter().filter_map(|leaving| Some((leaving, gone.get(&leaving.attempt)?)));
    record(desk, &leaving.collect::<Vec<_>>()).await
}

fn order(departure: &Departure) -> (i64, i32, i64, i64) {
    let (message, attempt) = (departure.message.as_i64(), departure.attempt.as_i64());
    (message, departure.fence, attempt, departure.answer_by.micros())
}

/// Who sends a message.
struct Sender {
    counted: Counted,
    account: Option<i64>,
    node: Option<i16>,
}

fn sender(row: &QueryResult) -> Result<(AttemptId, Sender), StorageError> {
    let mut fields = Fields::of(row);
    let attempt = fields.id(AttemptId::from_i64)?;
    let id = fields.id(MessageId::from_i64)?;
    let company = fields.id(CompanyId::from_i64)?;
    let campaign = fields.maybe_id(CampaignId::from_i64)?;
    let channel = fields.coded("messages.channel", Channel::from_code)?;
    let counted = Counted { id, company, campaign, channel };
    Ok((attempt, Sender { counted, account: fields.take()?, node: fields.take()? }))
}

const ATTEMPTS: &str =
    "message_attempts (id, message_id, account_id, node, fence, call_id, started_at, sha256)";

async fn record(
    desk: &mut Desk<'_>,
    leaving: &[(&Departure, &Sender)],
) -> Result<Vec<AttemptId>, StorageError> {
    let started = desk.now.micros();
    let attempts = leaving.iter().flat_map(|(departure, sender)| attempt(departure, sender, started));
    insert(desk.tx, ATTEMPTS, attempts.collect()).await?;
    for (_, sender) in leaving {
        desk.tally.count(sender.counted, Some(State::Leased), State::OnWire);
    }
    let events =
        leaving.iter().map(|(leaving, _)| (leaving.message.as_i64(), Some(leaving.attempt.as_i64())));
    let step = (State::Leased, State::OnWire);
    note_step(desk, &events.collect::<Vec<_>>(), step, Cause::Departed).await?;
    Ok(leaving.iter().map(|(departure, _)| departure.attempt).collect())
}

fn attempt(departure: &Departure, sender: &Sender, started: i64) -> [Value; 8] {
    [
        departure.attempt.as_i64().into(),
        departure.message.as_i64().into(),
        sender.account.into(),
        sender.node.into(),
        departure.fence.into(),
        departure.call.map(|id| id.as_i64()).into(),
        started.into(),
        departure.sha256.map(|hash| hash.to_vec()).into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_rows_only_as_the_table_of_states_lets_them() {
        assert!(State::Leased.may_become(State::OnWire));
        assert_eq!([State::Leased.code(), State::OnWire.code()], [4, 5]);
    }
}
