use std::collections::HashMap;
use std::time::Duration;

use domain::id::{AccountId, AttemptId, MessageId};
use domain::message::FailureReason;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::desk::Desk;
use super::fields::Fields;
use super::insert::insert_new;
use super::reports::{Found, apply_reports, named};
use super::statement::{json, rows, run};
use crate::error::StorageError;
use crate::ledger::reporting::{Report, ReportResult, ReportSubject};

/// How long a report waits for its message (engine.md).
const KEPT: Duration = Duration::from_secs(48 * 3_600);

/// The first wait; each further one is twice as long, up to about an hour.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_DOUBLING: i16 = 12;

const PENDING: &str = "pending_reports (id, account_id, subject, reference, state, reason, code, text, at, \
    tries, next_try_at, received_at)";

/// Applies reports whose messages were found and keeps the others.
pub(super) async fn apply_or_keep(
    desk: &mut Desk<'_>,
    reports: Vec<Report>,
    found: HashMap<usize, Found>,
) -> Result<Vec<ReportResult>, StorageError> {
    let results = apply_reports(desk, &reports, &found).await?;
    let unknown = results.iter().zip(&reports).filter(|(result, _)| **result == ReportResult::Kept);
    keep(desk, &unknown.map(|(_, report)| report).collect::<Vec<_>>()).await?;
    Ok(results)
}

/// Keeps reports on messages nobody knows yet; the same one once.
async fn keep(desk: &Desk<'_>, reports: &[&Report]) -> Result<(), StorageError> {
    let values = reports.iter().flat_map(|report| row(desk, report)).collect();
    insert_new(desk.tx, PENDING, values, "id").await.map(drop)
}

fn row(desk: &Desk<'_>, report: &Report) -> [Value; 12] {
    let (subject, reference) = named(&report.subject);
    [
        desk.ids.next_id().into(),
        report.account.as_i64().into(),
        i16::try_from(subject).unwrap_or(i16::MAX).into(),
        reference.into(),
        report.state.code().into(),
        report.reason.map(|reason| reason.code()).into(),
        report.code.clone().into(),
        report.text.clone().into(),
        report.at.micros().into(),
        0i16.into(),
        (desk.now + FIRST_WAIT).micros().into(),
        desk.now.micros().into(),
    ]
}

/// A report that waits for its message.
pub(super) struct Waiting {
    id: i64,
    tries: i16,
    received_at: i64,
    pub report: Report,
}

pub(super) const DUE: &str = "SELECT id, tries, received_at, account_id, subject, reference, state, reason, code, text, \
    at FROM pending_reports WHERE next_try_at <= $1 ORDER BY next_try_at LIMIT $2";

/// Reports whose next try is due.
pub(super) async fn due<C: ConnectionTrait>(
    db: &C,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Waiting>, StorageError> {
    let found = rows(db, DUE, vec![now.micros().into(), i64::from(limit).into()]).await?;
    found.iter().map(waiting).collect()
}

fn waiting(row: &QueryResult) -> Result<Waiting, StorageError> {
    let mut fields = Fields::of(row);
    let (id, tries, received_at) = (fields.take()?, fields.take()?, fields.take()?);
    let account = fields.id(AccountId::from_i64)?;
    let (subject, reference): (i16, String) = (fields.take()?, fields.take()?);
    let state = fields.state()?;
    let reason = fields.maybe_coded("pending_reports.reason", FailureReason::from_code)?;
    let (code, text) = (fields.take()?, fields.take()?);
    let at = fields.time()?;
    let subject = read_subject(subject, reference)?;
    Ok(Waiting { id, tries, received_at, report: Report { account, subject, state, reason, code, text, at } })
}

fn read_subject(kind: i16, reference: String) -> Result<ReportSubject, StorageError> {
    let number = || reference.parse().map_err(|_| StorageError::Unreadable("pending_reports.reference"));
    match kind {
        0 => number().map(|id| ReportSubject::Message(MessageId::from_i64(id))),
        1 => number().map(|id| ReportSubject::Attempt(AttemptId::from_i64(id))),
        _ => Ok(ReportSubject::ProviderRef(reference)),
    }
}

/// Applies waiting reports whose messages are known by now, forgets the oldest; returns how many applied.
pub(super) async fn retry(
    desk: &mut Desk<'_>,
    waiting: Vec<Waiting>,
    found: HashMap<usize, Found>,
) -> Result<u64, StorageError> {
    let (ends, reports): (Vec<_>, Vec<_>) =
        waiting.into_iter().map(|one| ((one.id, one.tries, one.received_at), one.report)).unzip();
    apply_reports(desk, &reports, &found).await?;
    let forgotten = (desk.now - KEPT).micros();
    let known = |place: &usize, received: i64| found.contains_key(place) || received < forgotten;
    let (done, again): (Vec<_>, Vec<_>) =
        ends.into_iter().enumerate().partition(|(place, end)| known(place, end.2));
    let done: Vec<_> = done.into_iter().map(|(_, end)| end.0).collect();
    let delete = "DELETE FROM pending_reports WHERE id IN (SELECT CAST(value AS BIGINT) FROM {list})";
    run(desk.tx, delete, vec![json(&done)?]).await?;
    postpone(desk, again.into_iter().map(|(_, end)| (end.0, end.1)).collect()).await?;
    Ok(found.len() as u64)
}

const POSTPONE: &str = "UPDATE pending_reports AS m SET tries = r.tries, next_try_at = r.next_try_at \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS report, CAST(value ->> 1 AS SMALLINT) AS tries, \
        CAST(value ->> 2 AS BIGINT) AS next_try_at FROM {rows}) AS r WHERE m.id = r.report";

async fn postpone(desk: &Desk<'_>, again: Vec<(i64, i16)>) -> Result<(), StorageError> {
    let next = |tries: i16| (desk.now + FIRST_WAIT * (1 << tries.clamp(0, LONGEST_DOUBLING))).micros();
    let rows: Vec<_> = again
        .into_iter()
        .map(|(id, tries)| (id, tries.saturating_add(1), next(tries.saturating_add(1))))
        .collect();
    run(desk.tx, POSTPONE, vec![json(&rows)?]).await.map(drop)
}
