use std::collections::{HashMap, HashSet};

use domain::id::{AttemptId, MessageId};
use domain::message::{Cause, State};
use sea_orm::{ConnectionTrait, QueryResult};

use super::desk::Desk;
use super::fields::Fields;
use super::moves::{apply, lock};
use super::settle::keep;
use super::statement::{json, rows};
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::reporting::{Report, ReportResult, ReportSubject};
use crate::ledger::standing::Move;

/// The message of a report, and which attempt at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub message: MessageId,
    pub attempt: Option<AttemptId>,
}

const BY_MESSAGE: &str = "SELECT CAST(value ->> 2 AS BIGINT), m.id, m.attempt_id \
    FROM {rows} CROSS JOIN messages m WHERE m.id = CAST(value ->> 1 AS BIGINT) \
        AND m.account_id = CAST(value ->> 0 AS BIGINT)";
const BY_ATTEMPT: &str = "SELECT CAST(value ->> 2 AS BIGINT), a.message_id, a.id \
    FROM {rows} CROSS JOIN message_attempts a WHERE a.id = CAST(value ->> 1 AS BIGINT) \
        AND a.account_id = CAST(value ->> 0 AS BIGINT)";
pub(super) const BY_REFERENCE: &str = "SELECT CAST(value ->> 2 AS BIGINT), a.message_id, a.id \
    FROM {rows} CROSS JOIN message_attempts a WHERE a.account_id = CAST(value ->> 0 AS BIGINT) \
        AND a.provider_ref = value ->> 1 AND a.provider_ref IS NOT NULL";

/// Finds the messages of reports, by the reports' places. Attempts never change hands, so this is done
/// beside the writer.
pub(super) async fn find<C: ConnectionTrait>(
    db: &C,
    reports: &[Report],
) -> Result<HashMap<usize, Found>, StorageError> {
    let mut asked: [Vec<(i64, String, usize)>; 3] = Default::default();
    for (place, report) in reports.iter().enumerate() {
        let (way, name) = named(&report.subject);
        asked[way].push((report.account.as_i64(), name, place));
    }
    let mut found = HashMap::new();
    for (sql, asked) in [BY_MESSAGE, BY_ATTEMPT, BY_REFERENCE].into_iter().zip(asked) {
        if !asked.is_empty() {
            let rows = rows(db, sql, vec![json(&asked)?]).await?;
            found.extend(rows.iter().map(place).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(found)
}

/// The kind of a subject and its text, as `pending_reports` keeps them too.
pub(super) fn named(subject: &ReportSubject) -> (usize, String) {
    match subject {
        ReportSubject::Message(id) => (0, id.as_i64().to_string()),
        ReportSubject::Attempt(id) => (1, id.as_i64().to_string()),
        ReportSubject::ProviderRef(reference) => (2, reference.clone()),
    }
}

fn place(row: &QueryResult) -> Result<(usize, Found), StorageError> {
    let mut fields = Fields::of(row);
    let place: i64 = fields.take()?;
    let message = fields.id(MessageId::from_i64)?;
    let attempt = fields.maybe_id(AttemptId::from_i64)?;
    Ok((usize::try_from(place).unwrap_or(usize::MAX), Found { message, attempt }))
}

/// Applies reports whose messages were found; the results are in the order of the reports.
pub(super) async fn apply_reports(
    desk: &mut Desk<'_>,
    reports: &[Report],
    found: &HashMap<usize, Found>,
) -> Result<Vec<ReportResult>, StorageError> {
    let mut standing = lock(desk, found.values().map(|found| found.message)).await?;
    let mut noted_before = said_before(desk, found.values().map(|found| found.message)).await?;
    let (mut moves, mut results) = (Vec::new(), Vec::with_capacity(reports.len()));
    for (place, report) in reports.iter().enumerate() {
        let row = found.get(&place).and_then(|at| Some((at, *standing.get(&at.message)?)));
        let Some((at, row)) = row else {
            results.push(ReportResult::Kept);
            continue;
        };
        let step = decide::report(row, report, at.attempt == row.attempt, desk.now);
        let is_new = noted_before.insert((at.message, report.state.code(), report.code.clone()));
        results.push(result(&step, is_new));
        if is_new || step.moves() {
            keep(&mut standing, &step);
            moves.push(step);
        }
    }
    apply(desk, &moves).await?;
    Ok(results)
}

fn result(step: &Move, is_new: bool) -> ReportResult {
    let message = step.after.id;
    match (step.moves(), is_new) {
        (true, _) => ReportResult::Moved { message, to: step.after.state },
        (false, true) => ReportResult::Noted { message },
        (false, false) => ReportResult::Duplicate { message },
    }
}

type Said = HashSet<(MessageId, i16, Option<String>)>;

/// What the providers have reported on these messages so far.
async fn said_before(
    desk: &Desk<'_>,
    messages: impl Iterator<Item = MessageId>,
) -> Result<Said, StorageError> {
    let ids: Vec<_> = messages.map(MessageId::as_i64).collect();
    if ids.is_empty() {
        return Ok(Said::new());
    }
    let sql = "SELECT e.message_id, e.reported, e.code FROM {list} CROSS JOIN message_events e \
        WHERE e.message_id = CAST(value AS BIGINT) AND e.cause = $2 \
        AND e.reported IS NOT NULL";
    let values = vec![json(&ids)?, Cause::Reported.code().into()];
    let found = rows(desk.tx, sql, values).await?;
    found.iter().map(said).collect()
}

fn said(row: &QueryResult) -> Result<(MessageId, i16, Option<String>), StorageError> {
    let mut fields = Fields::of(row);
    let message = fields.id(MessageId::from_i64)?;
    let reported: State = fields.state()?;
    Ok((message, reported.code(), fields.take()?))
}
