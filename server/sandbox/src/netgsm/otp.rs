//! `POST /sms/rest/v2/otp`.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::access::Caller;
use super::code::{LIMIT, NOT_FOUND, PARAMETER, Refusal, TEXT};
use super::send::{Checked, Schedule, check_sender, number, refuse, take};
use super::state::State;
use super::store::Job;
use super::text::ASCII;

/// A code that has not arrived by then is useless.
const VALIDITY: i64 = 3 * 60_000_000;

#[derive(Deserialize)]
struct OtpRequest {
    msgheader: String,
    msg: String,
    no: String,
    #[serde(default, rename = "referansID")]
    reference: String,
}

pub(super) async fn otp(
    extract::State(state): extract::State<Arc<State>>,
    Caller(owner): Caller,
    body: Bytes,
) -> Response {
    let arrived = Instant::now();
    let Ok(request) = serde_json::from_slice::<OtpRequest>(&body) else {
        return refuse(&state, PARAMETER);
    };
    match accept(&state, owner, &request, arrived) {
        Ok(job) if request.msg.contains("#TIMEOUT") => {
            drop(job);
            std::future::pending().await
        }
        Ok(job) => Json(json!({ "code": "00", "jobid": job.id, "description": "queued" })).into_response(),
        Err(refusal) => refuse(&state, refusal),
    }
}

fn accept(state: &State, owner: String, request: &OtpRequest, arrived: Instant) -> Result<Arc<Job>, Refusal> {
    check_sender(state, &request.msgheader)?;
    if request.msgheader == "NOOTP" {
        return Err(Refusal("41"));
    }
    if !state.config.otp_package {
        return Err(NOT_FOUND);
    }
    let number = number(&request.no).ok_or(PARAMETER)?;
    if !(5_000_000_000..6_000_000_000).contains(&number) {
        return Err(Refusal("50"));
    }
    if !request.msg.is_ascii() || ASCII.parts(&request.msg) != Some(1) {
        return Err(TEXT);
    }
    if request.msg.contains("#LIMIT") || !state.admits(state.limits.otps.as_ref()) {
        return Err(LIMIT);
    }
    let message = Checked { number, text: &request.msg, parts: 1, reference: &request.reference };
    let schedule = Schedule::now(state.clock.unix_micros(), VALIDITY);
    Ok(take(state, owner, &[message], schedule, arrived))
}
