//! Control calls of this stand-in.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;

use super::inbox::InboundSms;
use super::push::push_inbound;
use super::state::{NetgsmReport, State};

/// `GET|DELETE /control/state`, `POST /control/inbound {"sender","receiver","message"}`.
pub(super) fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/control/state", get(read_state).delete(clear_state))
        .route("/control/inbound", post(add_inbound))
        .with_state(state)
}

#[derive(Serialize)]
struct StateView {
    #[serde(flatten)]
    report: NetgsmReport,
    repeated_references: HashMap<String, u32>,
    /// The newest jobs, newest first.
    jobs_newest: Vec<JobView>,
}

#[derive(Serialize)]
struct JobView {
    jobid: String,
    recipients: usize,
    waiting: usize,
    cancelled: bool,
}

async fn read_state(extract::State(state): extract::State<Arc<State>>) -> Json<StateView> {
    let now = state.clock.unix_micros();
    let view = |job: &Arc<super::store::Job>| JobView {
        jobid: job.id.clone(),
        recipients: job.recipients.len(),
        waiting: job.recipients.iter().filter(|recipient| recipient.status_at(now) == 0).count(),
        cancelled: job.is_cancelled(),
    };
    let jobs_newest = state.store.all().iter().rev().take(20).map(view).collect();
    Json(StateView { report: state.report(), repeated_references: state.references.repeated(), jobs_newest })
}

async fn clear_state(extract::State(state): extract::State<Arc<State>>) -> StatusCode {
    state.clear();
    StatusCode::NO_CONTENT
}

async fn add_inbound(
    extract::State(state): extract::State<Arc<State>>,
    Json(sms): Json<InboundSms>,
) -> StatusCode {
    let row = state.inbox.add(sms, state.clock.unix_micros());
    push_inbound(&state, &row).await;
    StatusCode::NO_CONTENT
}
