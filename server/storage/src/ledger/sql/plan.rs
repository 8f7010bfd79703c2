use std::collections::{HashMap, HashSet};

use domain::id::MessageId;
use domain::limits::LimitReached;
use domain::message::{Cause, State};
use domain::money::Money;
use sea_orm::{QueryResult, Value};

use super::admit::admit;
use super::desk::Desk;
use super::fields::Fields;
use super::insert::{insert, insert_new};
use super::statement::{json, rows, run};
use super::tally::Counted;
use crate::error::StorageError;
use crate::ledger::decide::may_begin;
use crate::ledger::planning::{NewMessage, Planned};

/// Refuses what no message may begin like.
pub(super) fn check(batch: &[NewMessage]) -> Result<(), StorageError> {
    let fits = batch.iter().all(|message| may_begin(message.state, message.account.is_some()));
    if fits { Ok(()) } else { Err(StorageError::Conflict("a queued message needs an account")) }
}

/// What became of one caller's batch.
pub(super) type Answered = Result<Vec<Planned>, LimitReached>;

/// Writes the messages whose keys are new, of every batch that fits into its company's limits. Everything
/// of it is in one transaction, so that a key without a message, or a message without a key, never exists.
pub(super) async fn plan(
    desk: &mut Desk<'_>,
    batches: Vec<Vec<NewMessage>>,
) -> Result<Vec<Answered>, StorageError> {
    let sizes: Vec<_> = batches.iter().map(Vec::len).collect();
    let batch: Vec<_> = batches.into_iter().flatten().collect();
    check(&batch)?;
    let ids: Vec<_> = desk.ids.next_ids(batch.len()).map(MessageId::from_i64).collect();
    let mut fresh = reserve_keys(desk, &ids, &batch).await?;
    let refused = admit(desk, &sizes, &ids, &batch, &mut fresh).await?;
    let known = if fresh.len() == batch.len() { Keys::new() } else { known_keys(desk, &batch).await? };
    let planned = ids.iter().zip(&batch).map(|(id, message)| planned(*id, message, &fresh, &known));
    let answers = answers(&sizes, planned.collect(), refused)?;
    let new = ids.into_iter().zip(batch).filter(|(id, _)| fresh.contains(id)).collect();
    write(desk, new).await?;
    Ok(answers)
}

/// The answer to the only batch there was.
pub(super) fn only(answers: impl IntoIterator<Item = Answered>) -> Result<Vec<Planned>, StorageError> {
    let first = answers.into_iter().next().ok_or(StorageError::NotFound("answer"))?;
    first.map_err(StorageError::LimitReached)
}

/// A message has no answer when the batch that had its key was refused.
fn planned(id: MessageId, message: &NewMessage, fresh: &HashSet<MessageId>, known: &Keys) -> Option<Planned> {
    if fresh.contains(&id) {
        return Some(Planned { message: id, is_new: true });
    }
    let key = (message.company.as_i64(), message.key.as_str().to_owned());
    known.get(&key).map(|message| Planned { message: *message, is_new: false })
}

fn answers(
    sizes: &[usize],
    planned: Vec<Option<Planned>>,
    refused: Vec<Option<LimitReached>>,
) -> Result<Vec<Answered>, StorageError> {
    let any = refused.iter().flatten().next().copied();
    let mut planned = planned.into_iter();
    let answer = |(size, refused): (&usize, Option<LimitReached>)| {
        let own: Option<Vec<_>> = planned.by_ref().take(*size).collect();
        match (refused, own) {
            (Some(reached), _) => Ok(Err(reached)),
            (None, Some(own)) => Ok(Ok(own)),
            (None, None) => any.map(Err).ok_or(StorageError::Conflict("a send key vanished")),
        }
    };
    sizes.iter().zip(refused).map(answer).collect()
}

/// Takes the keys that nobody has, and returns the messages that got theirs. Keys are taken in their own
/// order, so that two processes planning the same batch wait for each other but never in a circle.
async fn reserve_keys(
    desk: &Desk<'_>,
    ids: &[MessageId],
    batch: &[NewMessage],
) -> Result<HashSet<MessageId>, StorageError> {
    let mut order: Vec<_> = ids.iter().zip(batch).collect();
    order.sort_by(|(_, a), (_, b)| (a.company, &a.key).cmp(&(b.company, &b.key)));
    let mut values: Vec<Value> = Vec::with_capacity(order.len() * 3);
    for (id, message) in order {
        values.push(message.company.as_i64().into());
        values.push(message.key.as_str().into());
        values.push(id.as_i64().into());
    }
    let taken = insert_new(desk.tx, "send_keys (company_id, key, message_id)", values, "message_id").await?;
    taken.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

type Keys = HashMap<(i64, String), MessageId>;

pub(super) const KNOWN: &str = "SELECT k.company_id, k.key, k.message_id FROM {rows} CROSS JOIN send_keys k \
    WHERE k.company_id = CAST(value ->> 0 AS BIGINT) AND k.key = value ->> 1";

async fn known_keys(desk: &Desk<'_>, batch: &[NewMessage]) -> Result<Keys, StorageError> {
    let keys: Vec<_> = batch.iter().map(|new| (new.company.as_i64(), new.key.as_str())).collect();
    let found = rows(desk.tx, KNOWN, vec![json(&keys)?]).await?;
    found.iter().map(known_key).collect()
}

fn known_key(row: &QueryResult) -> Result<((i64, String), MessageId), StorageError> {
    let mut fields = Fields::of(row);
    let key = (fields.take()?, fields.take()?);
    Ok((key, fields.id(MessageId::from_i64)?))
}

const MESSAGES: &str = "messages (id, company_id, account_id, channel, purpose, class, state, priority, \
    reason, flags, round, attempts, fence, due_at, expires_at, changed_at, contact_id, address_id, \
    campaign_id, resend_of, created_by, approved_by, via, cost, cost_currency)";

const BODIES: &str = "message_bodies (message_id, recipient, sender, subject, text, content_id, params)";

async fn write(desk: &mut Desk<'_>, new: Vec<(MessageId, NewMessage)>) -> Result<(), StorageError> {
    let hot = new.iter().flat_map(|(id, message)| hot_row(*id, message, desk.now.micros())).collect();
    insert(desk.tx, MESSAGES, hot).await?;
    for (id, message) in &new {
        let NewMessage { company, account, campaign, channel, created_by: author, cost, .. } = *message;
        let counted = Counted { id: *id, company, account, campaign, channel, author, cost };
        desk.tally.count(counted, None, message.state.state());
    }
    write_history(desk, &new).await?;
    let bodies = new.into_iter().flat_map(|(id, message)| body(id, message)).collect();
    insert(desk.tx, BODIES, bodies).await
}

fn hot_row(id: MessageId, message: &NewMessage, now: i64) -> [Value; 25] {
    [
        id.as_i64().into(),
        message.company.as_i64().into(),
        message.account.map(|id| id.as_i64()).into(),
        message.channel.code().into(),
        message.purpose.code().into(),
        message.class.code().into(),
        message.state.state().code().into(),
        message.purpose.priority().into(),
        message.state.reason().map(|reason| reason.code()).into(),
        0i16.into(),
        message.round.into(),
        0i16.into(),
        0i32.into(),
        message.due_at.micros().into(),
        message.expires_at.map(|time| time.micros()).into(),
        now.into(),
        message.contact.map(|id| id.as_i64()).into(),
        message.address.map(|id| id.as_i64()).into(),
        message.campaign.map(|id| id.as_i64()).into(),
        message.resend_of.map(|id| id.as_i64()).into(),
        message.created_by.map(|id| id.as_i64()).into(),
        message.approved_by.map(|id| id.as_i64()).into(),
        message.via.code().into(),
        message.cost.map(Money::ten_thousandths).into(),
        message.cost.map(|cost| cost.currency().code()).into(),
    ]
}

fn body(id: MessageId, message: NewMessage) -> [Value; 7] {
    let body = message.body;
    [
        id.as_i64().into(),
        body.recipient.into(),
        body.sender.into(),
        body.subject.into(),
        body.text.into(),
        body.content.map(|id| id.as_i64()).into(),
        body.params.into(),
    ]
}

const HISTORY: &str = "INSERT INTO message_events (message_id, id, at, to_state, cause, reason, flags, actor_id) \
    SELECT CAST(value ->> 0 AS BIGINT), $2, $3, CAST(value ->> 1 AS SMALLINT), $4, \
        CAST(value ->> 2 AS SMALLINT), 0, CAST(value ->> 3 AS BIGINT) FROM {rows}";

async fn write_history(desk: &Desk<'_>, new: &[(MessageId, NewMessage)]) -> Result<(), StorageError> {
    if new.is_empty() {
        return Ok(());
    }
    let events: Vec<_> = new.iter().map(|(id, message)| first_event(*id, message)).collect();
    let act = desk.ids.next_id();
    let values = vec![json(&events)?, act.into(), desk.now.micros().into(), Cause::Planned.code().into()];
    run(desk.tx, HISTORY, values).await.map(drop)
}

fn first_event(id: MessageId, message: &NewMessage) -> (i64, i16, Option<i16>, Option<i64>) {
    let state: State = message.state.state();
    let reason = message.state.reason().map(|reason| reason.code());
    (id.as_i64(), state.code(), reason, message.created_by.map(|user| user.as_i64()))
}
