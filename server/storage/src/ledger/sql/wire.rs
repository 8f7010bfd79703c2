use std::collections::HashMap;

use domain::id::{AttemptId, CampaignId, CompanyId, MessageId};
use domain::message::{Cause, Channel, State};
use sea_orm::QueryResult;

use super::desk::Desk;
use super::fields::Fields;
use super::statement::{is_sqlite, json, rows, run};
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

/// [`DEPART`], its history and the attempts in one statement: PostgreSQL is a way off, and statements of a
/// few rows cost little more than that way.
const DEPART_POSTGRES: &str = "WITH gone AS (UPDATE messages AS m SET state = 5, attempts = attempts + 1, \
        attempt_id = r.attempt, lease_until = r.answer_by, changed_at = $2 \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS message, CAST(value ->> 1 AS INTEGER) AS mark, \
        CAST(value ->> 2 AS BIGINT) AS attempt, CAST(value ->> 3 AS BIGINT) AS answer_by, \
        CAST(value ->> 4 AS BIGINT) AS call_id, decode(value ->> 5, 'hex') AS sha256 FROM {rows}) AS r \
    WHERE m.id = r.message AND m.state = 4 AND m.fence = r.mark AND COALESCE(m.lease_until, 0) > $2 \
        AND (m.expires_at IS NULL OR m.expires_at > $2) \
    RETURNING m.attempt_id, m.id, m.company_id, m.campaign_id, m.channel, m.account_id, m.node, m.fence, \
        r.call_id, r.sha256), \
    tried AS (INSERT INTO message_attempts \
        (id, message_id, account_id, node, fence, call_id, started_at, sha256) \
        SELECT attempt_id, id, account_id, node, fence, call_id, $2, sha256 FROM gone), \
    noted AS (INSERT INTO message_events \
        (message_id, id, at, from_state, to_state, cause, flags, attempt_id) \
        SELECT id, $3, $2, 4, 5, $4, 0, attempt_id FROM gone) \
    SELECT attempt_id, id, company_id, campaign_id, channel, account_id, node FROM gone";

/// Records that the bytes of these messages leave, before they do; returns the attempts that may.
pub(super) async fn put_on_wire(
    desk: &mut Desk<'_>,
    mut departures: Vec<Departure>,
) -> Result<Vec<AttemptId>, StorageError> {
    if departures.is_empty() {
        return Ok(Vec::new());
    }
    // In the order in which all others lock.
    departures.sort_unstable_by_key(|one| one.message);
    let in_pieces = is_sqlite(desk.tx);
    let gone =
        if in_pieces { depart(desk, &departures).await? } else { depart_postgres(desk, &departures).await? };
    let gone = gone.iter().map(sender).collect::<Result<HashMap<_, _>, _>>()?;
    let leaving = departures.iter().filter_map(|leaving| Some((leaving, gone.get(&leaving.attempt)?)));
    let leaving: Vec<_> = leaving.collect();
    for (_, sender) in &leaving {
        desk.tally.count(sender.counted, Some(State::Leased), State::OnWire);
    }
    if in_pieces {
        record(desk, &leaving).await?;
    }
    Ok(leaving.iter().map(|(departure, _)| departure.attempt).collect())
}

async fn depart(desk: &Desk<'_>, departures: &[Departure]) -> Result<Vec<QueryResult>, StorageError> {
    let order =
        |one: &Departure| (one.message.as_i64(), one.fence, one.attempt.as_i64(), one.answer_by.micros());
    let orders: Vec<_> = departures.iter().map(order).collect();
    rows(desk.tx, DEPART, vec![json(&orders)?, desk.now.micros().into()]).await
}

async fn depart_postgres(
    desk: &Desk<'_>,
    departures: &[Departure],
) -> Result<Vec<QueryResult>, StorageError> {
    let order = |one: &Departure| {
        let (call, sha256) = (one.call.map(|id| id.as_i64()), one.sha256.map(hex));
        (one.message.as_i64(), one.fence, one.attempt.as_i64(), one.answer_by.micros(), call, sha256)
    };
    let orders: Vec<_> = departures.iter().map(order).collect();
    let act = desk.ids.next_id();
    let values = vec![json(&orders)?, desk.now.micros().into(), act.into(), Cause::Departed.code().into()];
    rows(desk.tx, DEPART_POSTGRES, values).await
}

fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
    let counted = Counted { id, company, account: None, campaign, channel, author: None, cost: None };
    Ok((attempt, Sender { counted, account: fields.take()?, node: fields.take()? }))
}

const ATTEMPTS: &str = "INSERT INTO message_attempts \
        (id, message_id, account_id, node, fence, call_id, started_at, sha256) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, $2, \
        unhex(value ->> 6) FROM {rows}";

async fn record(desk: &Desk<'_>, leaving: &[(&Departure, &Sender)]) -> Result<(), StorageError> {
    if leaving.is_empty() {
        return Ok(());
    }
    let attempts: Vec<_> = leaving.iter().map(|(departure, sender)| attempt(departure, sender)).collect();
    run(desk.tx, ATTEMPTS, vec![json(&attempts)?, desk.now.micros().into()]).await?;
    let events =
        leaving.iter().map(|(leaving, _)| (leaving.message.as_i64(), Some(leaving.attempt.as_i64())));
    let step = (State::Leased, State::OnWire);
    note_step(desk, &events.collect::<Vec<_>>(), step, Cause::Departed).await
}

type Attempt = (i64, i64, Option<i64>, Option<i16>, i32, Option<i64>, Option<String>);

fn attempt(departure: &Departure, sender: &Sender) -> Attempt {
    (
        departure.attempt.as_i64(),
        departure.message.as_i64(),
        sender.account,
        sender.node,
        departure.fence,
        departure.call.map(|id| id.as_i64()),
        departure.sha256.map(hex),
    )
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
