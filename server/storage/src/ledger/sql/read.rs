use std::collections::{HashMap, HashSet};

use domain::accounts::Via;
use domain::id::{
    AccountId, AddressId, AttemptId, CampaignId, CompanyId, ContactId, EventId, MessageId, UserId,
};
use domain::message::{Cause, Channel, Class, Purpose, State};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::content::body;
use super::fields::Fields;
use super::statement::{json, rows};
use crate::error::StorageError;
use crate::ledger::flags::Flags;
use crate::ledger::history::{AttemptView, EventView, HistoryView};
use crate::ledger::page::{MessageRow, MessageView};
use crate::ledger::reason::Reason;
use crate::ledger::reporting::AwaitedReport;

/// The columns [`message_row`] reads.
pub(super) const ROW: &str = "m.id, m.channel, m.purpose, m.class, m.state, m.reason, m.flags, m.account_id, \
    m.contact_id, m.campaign_id, m.due_at, m.changed_at, b.recipient, b.subject, b.text";

pub(super) fn message_row(fields: &mut Fields<'_>) -> Result<MessageRow, StorageError> {
    let id = fields.id(MessageId::from_i64)?;
    let channel = fields.coded("messages.channel", Channel::from_code)?;
    let purpose = fields.coded("messages.purpose", Purpose::from_code)?;
    let class = fields.coded("messages.class", Class::from_code)?;
    let state = fields.state()?;
    Ok(MessageRow {
        id,
        channel,
        purpose,
        class,
        state,
        reason: fields.maybe_coded("messages.reason", |code| Reason::of(state, code))?,
        flags: fields.take().map(Flags::from_bits)?,
        account: fields.maybe_id(AccountId::from_i64)?,
        contact: fields.maybe_id(ContactId::from_i64)?,
        campaign: fields.maybe_id(CampaignId::from_i64)?,
        due_at: fields.time()?,
        changed_at: fields.time()?,
        recipient: fields.take()?,
        subject: fields.take()?,
        text: fields.take()?,
    })
}

/// One message of this company.
pub(super) async fn message<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    message: MessageId,
) -> Result<Option<MessageView>, StorageError> {
    Ok(messages(db, company, &[message]).await?.remove(&message))
}

/// Messages of this company, by their ids.
pub(super) async fn messages<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, MessageView>, StorageError> {
    let sql = format!(
        "SELECT {ROW}, b.recipient, b.sender, b.subject, b.text, b.content_id, b.params, m.address_id, \
            m.round, m.resend_of, m.attempts, m.attempt_id, m.expires_at, m.created_by, m.approved_by, m.via, \
            m.cost, m.cost_currency \
        FROM {{list}} CROSS JOIN messages m JOIN message_bodies b ON b.message_id = m.id \
        WHERE m.id = CAST(value AS BIGINT) AND m.company_id = $2"
    );
    let values = vec![list(messages)?, company.as_i64().into()];
    let views = rows(db, &sql, values).await?;
    views.iter().map(|row| message_view(&mut Fields::of(row)).map(|view| (view.row.id, view))).collect()
}

fn list(messages: &[MessageId]) -> Result<Value, StorageError> {
    json(&messages.iter().map(|id| id.as_i64()).collect::<Vec<_>>())
}

const ARRIVED: &str = "SELECT m.id FROM {list} CROSS JOIN messages m \
    WHERE m.id = CAST(value AS BIGINT) AND m.state IN (9, 10)";

/// Those of these messages that have been delivered or read.
pub(super) async fn arrived<C: ConnectionTrait>(
    db: &C,
    messages: &[MessageId],
) -> Result<HashSet<MessageId>, StorageError> {
    let found = rows(db, ARRIVED, vec![list(messages)?]).await?;
    found.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect()
}

fn of(company: CompanyId, message: MessageId) -> Vec<Value> {
    vec![message.as_i64().into(), company.as_i64().into()]
}

fn message_view(fields: &mut Fields<'_>) -> Result<MessageView, StorageError> {
    Ok(MessageView {
        row: message_row(fields)?,
        body: body(fields)?,
        address: fields.maybe_id(AddressId::from_i64)?,
        round: fields.take()?,
        resend_of: fields.maybe_id(MessageId::from_i64)?,
        attempts: fields.take()?,
        attempt: fields.maybe_id(AttemptId::from_i64)?,
        expires_at: fields.maybe_time()?,
        created_by: fields.maybe_id(UserId::from_i64)?,
        approved_by: fields.maybe_id(UserId::from_i64)?,
        via: fields.coded("messages.via", Via::from_code)?,
        cost: fields.maybe_money()?,
    })
}

pub(super) const EVENTS: &str = "SELECT e.id, e.at, e.from_state, e.to_state, e.cause, e.reason, e.reported, e.flags, \
        e.attempt_id, e.actor_id, e.code, e.text \
    FROM messages m JOIN message_events e ON e.message_id = m.id \
    WHERE m.id = $1 AND m.company_id = $2 ORDER BY e.id";

/// Attempts have no index by message: its history names them.
const ATTEMPTS: &str = "SELECT a.id, a.account_id, a.call_id, a.started_at, a.finished_at, a.outcome, \
        a.provider_ref, a.sha256 \
    FROM message_attempts a WHERE a.id IN (SELECT e.attempt_id FROM messages m \
        JOIN message_events e ON e.message_id = m.id WHERE m.id = $1 AND m.company_id = $2) \
    AND a.message_id = $1 ORDER BY a.id";

/// All that happened to a message of this company.
pub(super) async fn history<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    message: MessageId,
) -> Result<HistoryView, StorageError> {
    let events = rows(db, EVENTS, of(company, message)).await?;
    let attempts = rows(db, ATTEMPTS, of(company, message)).await?;
    Ok(HistoryView {
        events: events.iter().map(event).collect::<Result<_, _>>()?,
        attempts: attempts.iter().map(attempt).collect::<Result<_, _>>()?,
    })
}

fn event(row: &QueryResult) -> Result<EventView, StorageError> {
    let mut fields = Fields::of(row);
    let (id, at) = (fields.id(EventId::from_i64)?, fields.time()?);
    let from = fields.maybe_coded("message_events.from_state", State::from_code)?;
    let to = fields.state()?;
    let cause = fields.coded("message_events.cause", Cause::from_code)?;
    let reason = fields.maybe_coded("message_events.reason", |code| Reason::of(to, code))?;
    Ok(EventView {
        id,
        at,
        from,
        to,
        cause,
        reason,
        reported: fields.maybe_coded("message_events.reported", State::from_code)?,
        flags: fields.take().map(Flags::from_bits)?,
        attempt: fields.maybe_id(AttemptId::from_i64)?,
        actor: fields.maybe_id(UserId::from_i64)?,
        code: fields.take()?,
        text: fields.take()?,
    })
}

fn attempt(row: &QueryResult) -> Result<AttemptView, StorageError> {
    let mut fields = Fields::of(row);
    Ok(AttemptView {
        id: fields.id(AttemptId::from_i64)?,
        account: fields.id(AccountId::from_i64)?,
        call: fields.maybe_id(AttemptId::from_i64)?,
        started_at: fields.time()?,
        finished_at: fields.maybe_time()?,
        outcome: fields.maybe_coded("message_attempts.outcome", State::from_code)?,
        provider_ref: fields.take()?,
        sha256: fields.take()?,
    })
}

pub(super) const AWAITED: &str = "SELECT m.id, a.id, a.call_id, a.provider_ref, m.state, a.started_at \
    FROM messages m JOIN message_attempts a ON a.id = m.attempt_id \
    WHERE m.company_id = $1 AND m.account_id = $2 AND m.state = $3 AND m.state NOT IN (4, 5) AND m.id < $4 \
    ORDER BY m.id DESC LIMIT $5";

/// Messages of an account whose reports are still to come, newest first.
pub(super) async fn awaited<C: ConnectionTrait>(
    db: &C,
    (company, account): (CompanyId, AccountId),
    before: Option<MessageId>,
    limit: u32,
) -> Result<Vec<AwaitedReport>, StorageError> {
    let before = before.map_or(i64::MAX, MessageId::as_i64);
    let mut found = Vec::new();
    for state in [State::InDoubt, State::Accepted, State::Sent] {
        let ids = [company.as_i64().into(), account.as_i64().into(), state.code().into()];
        let values = ids.into_iter().chain([before.into(), i64::from(limit).into()]).collect();
        let page = rows(db, AWAITED, values).await?;
        found.extend(page.iter().map(awaited_report).collect::<Result<Vec<_>, _>>()?);
    }
    found.sort_by_key(|report| std::cmp::Reverse(report.message));
    found.truncate(limit as usize);
    Ok(found)
}

fn awaited_report(row: &QueryResult) -> Result<AwaitedReport, StorageError> {
    let mut fields = Fields::of(row);
    Ok(AwaitedReport {
        message: fields.id(MessageId::from_i64)?,
        attempt: fields.id(AttemptId::from_i64)?,
        call: fields.maybe_id(AttemptId::from_i64)?,
        provider_ref: fields.take()?,
        state: fields.state()?,
        started_at: fields.time()?,
    })
}
