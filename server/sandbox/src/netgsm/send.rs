//! `POST /sms/rest/v2/send`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::access::Caller;
use super::code::{HEADER, LIMIT, NO_IYS, NUMBER_LIMIT, PARAMETER, Refusal, SYSTEM, TEXT};
use super::dates::parse_minutes;
use super::fates::{Fate, MAGIC_SENDERS};
use super::state::State;
use super::store::{Job, Recipient};
use super::text::Capacity;
use crate::clock::micros;
use crate::serve::cut;

const HOUR: i64 = 3_600_000_000;
/// A start this long ago still counts as now.
const LATE: i64 = 5 * 60_000_000;
/// A duplicate, a wrong number or missing credit shows after this.
const SOON: i64 = 2_000_000;

#[derive(Deserialize)]
struct SendRequest<'a> {
    #[serde(borrow)]
    msgheader: Cow<'a, str>,
    #[serde(borrow, default)]
    encoding: Cow<'a, str>,
    #[serde(borrow, default)]
    iysfilter: Cow<'a, str>,
    #[serde(borrow, default)]
    startdate: Cow<'a, str>,
    #[serde(borrow, default)]
    stopdate: Cow<'a, str>,
    #[serde(borrow, default, rename = "referansID")]
    reference: Cow<'a, str>,
    #[serde(borrow)]
    messages: Vec<MessageItem<'a>>,
}

#[derive(Deserialize)]
struct MessageItem<'a> {
    #[serde(borrow)]
    msg: Cow<'a, str>,
    #[serde(borrow)]
    no: Cow<'a, str>,
    /// Where a reference stands is not documented: it is taken from the message, else from the request.
    #[serde(borrow, default, rename = "referansID")]
    reference: Cow<'a, str>,
}

/// A message after its checks.
pub(super) struct Checked<'a> {
    pub(super) number: u64,
    pub(super) text: &'a str,
    pub(super) parts: u8,
    pub(super) reference: &'a str,
}

/// When a job runs: unix microseconds.
#[derive(Clone, Copy)]
pub(super) struct Schedule {
    /// `01` or `02` when a date was replaced.
    code: &'static str,
    start: i64,
    stop: i64,
}

impl Schedule {
    /// Runs at once and is valid for `span` microseconds.
    pub(super) fn now(now: i64, span: i64) -> Self {
        Self { code: "00", start: now, stop: now + span }
    }
}

pub(super) async fn send(
    extract::State(state): extract::State<Arc<State>>,
    Caller(owner): Caller,
    body: Bytes,
) -> Response {
    let arrived = Instant::now();
    let Ok(request) = serde_json::from_slice::<SendRequest<'_>>(&body) else {
        return refuse(&state, PARAMETER);
    };
    let (code, job) = match accept(&state, owner, &request, arrived) {
        Ok(accepted) => accepted,
        Err(refusal) => return refuse(&state, refusal),
    };
    // A call with no messages was refused.
    let first = request.messages.first().map_or("", |message| &*message.msg);
    if first.contains("#TIMEOUT") {
        return std::future::pending().await;
    }
    if first.contains("#CUT") {
        return cut();
    }
    Json(json!({ "code": code, "jobid": job.id, "description": "queued" })).into_response()
}

pub(super) fn refuse(state: &State, refusal: Refusal) -> Response {
    state.counters.refused.fetch_add(1, Relaxed);
    refusal.into_response()
}

fn accept(
    state: &State,
    owner: String,
    request: &SendRequest<'_>,
    arrived: Instant,
) -> Result<(&'static str, Arc<Job>), Refusal> {
    let now = state.clock.unix_micros();
    check_sender(state, &request.msgheader)?;
    check_filter(&request.iysfilter, &request.msgheader)?;
    let capacity = Capacity::of(&request.encoding).ok_or(PARAMETER)?;
    let schedule = schedule(&request.startdate, &request.stopdate, now)?;
    if request.messages.is_empty() {
        return Err(PARAMETER);
    }
    let checked: Vec<_> = request
        .messages
        .iter()
        .map(|message| check(message, capacity, &request.reference))
        .collect::<Result<_, _>>()?;
    check_limits(state, &checked, now)?;
    let job = take(state, owner, &checked, schedule, arrived);
    Ok((schedule.code, job))
}

/// Code 40, or what a magic sender name asks for.
pub(super) fn check_sender(state: &State, header: &str) -> Result<(), Refusal> {
    if let Some((_, code)) = MAGIC_SENDERS.iter().find(|(sender, code)| *sender == header && *code == "40") {
        return Err(Refusal(code));
    }
    let magic = MAGIC_SENDERS.iter().any(|(sender, _)| *sender == header);
    let known = magic || state.config.headers.iter().any(|known| known == header);
    if known { Ok(()) } else { Err(HEADER) }
}

fn check_filter(filter: &str, header: &str) -> Result<(), Refusal> {
    match (filter, header) {
        ("11" | "12", "NOIYS") => Err(NO_IYS),
        ("11" | "12", "NOBRAND") => Err(Refusal("51")),
        ("" | "0" | "11" | "12", _) => Ok(()),
        _ => Err(PARAMETER),
    }
}

fn check<'a>(
    message: &'a MessageItem<'_>,
    capacity: Capacity,
    shared: &'a str,
) -> Result<Checked<'a>, Refusal> {
    let number = number(&message.no).ok_or(PARAMETER)?;
    let parts = capacity.parts(&message.msg).ok_or(TEXT)?;
    let reference = if message.reference.is_empty() { shared } else { &message.reference };
    Ok(Checked { number, text: &message.msg, parts, reference })
}

/// Ten digits out of `5…`, `05…`, `905…` or `+905…`.
pub(super) fn number(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let local = match digits.len() {
        12 => digits.strip_prefix("90")?,
        11 => digits.strip_prefix('0')?,
        _ => digits,
    };
    let valid = local.len() == 10 && local.bytes().all(|byte| byte.is_ascii_digit());
    if valid { local.parse().ok() } else { None }
}

/// The start and end of a job; wrong dates are replaced as the vendor does it.
fn schedule(startdate: &str, stopdate: &str, now: i64) -> Result<Schedule, Refusal> {
    let mut code = "00";
    let mut start = now;
    if !startdate.is_empty() {
        start = parse_minutes(startdate).ok_or(PARAMETER)?;
        if start < now - LATE {
            (start, code) = (now, "01");
        }
    }
    let mut stop = start + 21 * HOUR;
    if !stopdate.is_empty() {
        let wanted = parse_minutes(stopdate).ok_or(PARAMETER)?;
        // The stop is given in whole minutes, so an hour from now may look like 59 minutes and some seconds.
        if (HOUR - 60_000_000..=21 * HOUR).contains(&(wanted - start)) {
            stop = wanted;
        } else {
            code = "02";
        }
    }
    Ok(Schedule { code, start: start.max(now), stop })
}

fn check_limits(state: &State, messages: &[Checked<'_>], now: i64) -> Result<(), Refusal> {
    let first = messages.first().map_or("", |message| message.text);
    if first.contains("#LIMIT") || !state.admits(state.limits.sends.as_ref()) {
        return Err(LIMIT);
    }
    if first.contains("#SYSTEM") {
        return Err(SYSTEM);
    }
    let flooded = |message: &Checked<'_>| state.numbers.is_flooded(message.number, now);
    if state.config.number_limits && messages.iter().any(flooded) {
        return Err(NUMBER_LIMIT);
    }
    Ok(())
}

/// Stores a job, counts it and plans its pushes.
pub(super) fn take(
    state: &State,
    owner: String,
    messages: &[Checked<'_>],
    schedule: Schedule,
    arrived: Instant,
) -> Arc<Job> {
    let now = state.clock.unix_micros();
    let recipients: Vec<_> = messages.iter().map(|message| plan(state, message, schedule, now)).collect();
    let ends = recipients.iter().map(|recipient| recipient.final_at.min(schedule.stop));
    let end_at = ends.max().unwrap_or(schedule.start);
    let is_pushed = state.report_webhooks.of(&owner).is_some();
    let build = |id| Job {
        id,
        owner,
        accepted_at: now,
        start_at: schedule.start,
        end_at,
        recipients,
        cancelled: AtomicBool::new(false),
    };
    let job = state.store.add(build, now);
    count(state, messages, arrived);
    if is_pushed {
        let final_ones =
            job.recipients.iter().enumerate().filter(|(_, recipient)| recipient.final_at < i64::MAX);
        for (index, recipient) in final_ones {
            state.pushes.push(recipient.final_at, (job.clone(), index));
        }
    }
    job
}

fn count(state: &State, messages: &[Checked<'_>], arrived: Instant) {
    let now = Instant::now();
    let mut seen = HashSet::with_capacity(messages.len());
    let mut text = String::with_capacity(10);
    for message in messages {
        text.clear();
        // Writing into a string cannot fail.
        let _ = std::fmt::write(&mut text, format_args!("{:010}", message.number));
        state.accepted_numbers.add(&text, arrived, now);
        if !message.reference.is_empty() {
            state.references.add(message.reference, arrived, now);
        }
        if !seen.insert(message.number) {
            state.counters.repeats_in_job.fetch_add(1, Relaxed);
        }
    }
    state.counters.jobs.fetch_add(1, Relaxed);
}

/// Decides what will become of a message.
fn plan(state: &State, message: &Checked<'_>, schedule: Schedule, now: i64) -> Recipient {
    let (mut status, mut error_code, mut after) = outcome(state, message, now);
    let validity = schedule.stop - schedule.start;
    if after.is_some_and(|after| after > validity) {
        (status, error_code, after) = (2, 102, Some(validity));
    }
    Recipient {
        number: message.number,
        parts: message.parts,
        status,
        error_code,
        final_at: after.map_or(i64::MAX, |after| schedule.start + after),
        reference: (!message.reference.is_empty()).then(|| message.reference.into()),
    }
}

/// Final status, error code and microseconds until it is reached.
fn outcome(state: &State, message: &Checked<'_>, now: i64) -> (u16, u16, Option<i64>) {
    let repeated = state.config.number_limits && state.numbers.note(message.number, message.text, now);
    if repeated || message.text.contains("#DUP") {
        return (13, 0, Some(SOON));
    }
    if message.number < 5_000_000_000 || message.number >= 6_000_000_000 {
        return (3, 105, Some(SOON));
    }
    if let Some(fate) = Fate::of(message.number).filter(|_| state.config.magic_numbers) {
        return (fate.status, fate.error_code, fate.after.map(span));
    }
    if !state.pay(message.parts) {
        return (14, 0, Some(SOON));
    }
    (1, 0, Some(span(state.config.delivery_delay)))
}

fn span(duration: Duration) -> i64 {
    micros(duration)
}
