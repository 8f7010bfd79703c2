//! `POST /sms/rest/v2/cancel`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::access::Caller;
use super::code::{NOT_FOUND, PARAMETER, Refusal};
use super::state::State;

#[derive(Deserialize)]
struct CancelRequest {
    jobid: String,
}

pub(super) async fn cancel(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    match strike(&state, &body) {
        Ok(jobid) => {
            Json(json!({ "code": "00", "jobid": jobid, "description": "cancelled" })).into_response()
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Cancels a job that has not started; anything else is not found.
fn strike(state: &State, body: &[u8]) -> Result<String, Refusal> {
    let request: CancelRequest = serde_json::from_slice(body).map_err(|_| PARAMETER)?;
    let job = state.store.find(&request.jobid).ok_or(NOT_FOUND)?;
    let started = job.start_at <= state.clock.unix_micros();
    if started || job.cancelled.swap(true, Ordering::AcqRel) {
        return Err(NOT_FOUND);
    }
    Ok(request.jobid)
}
