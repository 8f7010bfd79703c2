//! `POST /sms/rest/v2/stats`.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::Caller;
use super::code::{LIMIT, NOT_FOUND, PARAMETER, Refusal};
use super::state::State;
use super::store::Job;
use crate::sync::locked;

/// Each job may be asked for once in ten minutes.
const PAUSE: i64 = 10 * 60_000_000;

/// When each job was asked for, unix microseconds.
pub(super) type Asked = Mutex<HashMap<String, i64>>;

#[derive(Deserialize)]
struct StatsRequest {
    jobid: String,
}

pub(super) async fn stats(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    match count(&state, &body) {
        Ok(stats) => Json(json!({ "code": "00", "stats": stats })).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn count(state: &State, body: &[u8]) -> Result<Vec<Value>, Refusal> {
    let request: StatsRequest = serde_json::from_slice(body).map_err(|_| PARAMETER)?;
    let job = state.store.find(&request.jobid).filter(|job| !job.is_cancelled()).ok_or(NOT_FOUND)?;
    let now = state.clock.unix_micros();
    let mut asked = locked(&state.stats_asked);
    asked.retain(|_, at| now - *at < PAUSE);
    let earlier = asked.insert(request.jobid, now);
    if earlier.is_some_and(|earlier| now - earlier < PAUSE) {
        return Err(LIMIT);
    }
    Ok(groups(&job, now))
}

fn groups(job: &Job, now: i64) -> Vec<Value> {
    let mut groups: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
    for recipient in &job.recipients {
        let (messages, parts) = groups.entry(recipient.status_at(now)).or_default();
        *messages += 1;
        *parts += u64::from(recipient.parts);
    }
    groups.into_iter().map(|(status, (messages, parts))| group(status, messages, parts)).collect()
}

fn group(status: u16, messages: u64, parts: u64) -> Value {
    json!({
        "status": word(status), "totalMessageLength": parts, "totalSms": messages,
        "chargeStatement": "Ücretlendirildi", "statement": word(status), "domestic": true,
    })
}

fn word(status: u16) -> &'static str {
    match status {
        0 => "Beklemede",
        1 => "İletildi",
        2 => "Zaman Aşımı",
        3 => "Hatalı Numara",
        13 => "Mükerrer",
        14 => "Yetersiz Kredi",
        15 => "Kara Liste",
        16 | 17 => "İYS Ret",
        _ => "İletilemedi",
    }
}
