//! `POST /sms/rest/v2/report`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::access::Caller;
use super::code::{LIMIT, NOT_FOUND, PARAMETER, Refusal};
use super::dates::{dotted, parse_dotted};
use super::state::State;
use super::store::{Job, Recipient};

const MAX_JOBS: usize = 50;
const MAX_PAGE: usize = 100;
/// Three months.
const HISTORY: i64 = 92 * 86_400_000_000;

#[derive(Deserialize)]
struct ReportRequest {
    #[serde(default)]
    jobids: Vec<String>,
    #[serde(default)]
    startdate: String,
    #[serde(default)]
    stopdate: String,
    #[serde(default)]
    pagenumber: usize,
    #[serde(default = "full_page")]
    pagesize: usize,
}

fn full_page() -> usize {
    MAX_PAGE
}

/// One recipient, as the report and the push show it.
#[derive(Serialize)]
pub(super) struct ReportRow {
    jobid: String,
    /// With 90 in front.
    number: String,
    status: u16,
    operator: u16,
    msglen: u8,
    #[serde(rename = "deliveredDate")]
    delivered: String,
    #[serde(rename = "errorCode")]
    error_code: u16,
    #[serde(rename = "referansID", skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

impl ReportRow {
    pub(super) fn of(job: &Job, recipient: &Recipient, now: i64) -> Self {
        let status = recipient.status_at(now);
        let done = status != 0;
        Self {
            jobid: job.id.clone(),
            number: format!("90{:010}", recipient.number),
            status,
            operator: operator(recipient.number),
            msglen: recipient.parts,
            delivered: if done { dotted(recipient.final_at) } else { String::new() },
            error_code: if done { recipient.error_code } else { 0 },
            reference: recipient.reference.as_deref().map(String::from),
        }
    }
}

/// Turkcell, Vodafone or Türk Telekom by the first digits; numbers that moved are not known.
fn operator(number: u64) -> u16 {
    match number / 10_000_000 {
        530..=539 => 30,
        540..=549 => 10,
        500..=509 | 550..=559 => 20,
        _ => 70,
    }
}

pub(super) async fn report(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    if !state.admits(state.limits.reports.as_ref()) {
        return LIMIT.into_response();
    }
    match rows(&state, &body) {
        Ok(rows) => Json(json!({ "code": "00", "description": "success", "jobs": rows })).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn rows(state: &State, body: &[u8]) -> Result<Vec<ReportRow>, Refusal> {
    let request: ReportRequest = serde_json::from_slice(body).map_err(|_| PARAMETER)?;
    if !(1..=MAX_PAGE).contains(&request.pagesize) || request.jobids.len() > MAX_JOBS {
        return Err(PARAMETER);
    }
    let now = state.clock.unix_micros();
    let jobs = jobs(state, &request, now)?;
    let rows = page(&jobs, request.pagenumber.saturating_mul(request.pagesize), request.pagesize)
        .map(|(job, recipient)| ReportRow::of(job, recipient, now))
        .collect::<Vec<_>>();
    if rows.is_empty() { Err(NOT_FOUND) } else { Ok(rows) }
}

/// The jobs asked for: by id, by date of acceptance, or by both.
fn jobs(state: &State, request: &ReportRequest, now: i64) -> Result<Vec<Arc<Job>>, Refusal> {
    let range = match (request.startdate.as_str(), request.stopdate.as_str()) {
        ("", "") if request.jobids.is_empty() => return Err(PARAMETER),
        ("", "") => (now - HISTORY, now),
        (start, stop) => (
            parse_dotted(start).ok_or(PARAMETER)?.max(now - HISTORY),
            // The whole of the last second.
            parse_dotted(stop).ok_or(PARAMETER)? + 999_999,
        ),
    };
    let mut jobs = if request.jobids.is_empty() {
        state.store.between(range.0, range.1)
    } else {
        request.jobids.iter().filter_map(|id| state.store.find(id)).collect()
    };
    jobs.retain(|job| !job.is_cancelled() && (range.0..=range.1).contains(&job.accepted_at));
    Ok(jobs)
}

/// Recipients `skip..skip + take` over all jobs, without walking through those before.
fn page(jobs: &[Arc<Job>], skip: usize, take: usize) -> impl Iterator<Item = (&Job, &Recipient)> {
    let mut left = skip;
    jobs.iter()
        .flat_map(move |job| {
            let from = left.min(job.recipients.len());
            left -= from;
            job.recipients[from..].iter().map(move |recipient| (&**job, recipient))
        })
        .take(take)
}
