//! Control calls of this stand-in.

use std::sync::Arc;

use axum::extract;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};

use super::inbox::InboundSms;
use super::state::{MutlucellReport, State};

/// `GET|DELETE /control/state`, `POST /control/inbound {"sender","receiver","message"}`.
pub(super) fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/control/state", get(read_state).delete(clear_state))
        .route("/control/inbound", post(add_inbound))
        .with_state(state)
}

async fn read_state(extract::State(state): extract::State<Arc<State>>) -> Json<MutlucellReport> {
    Json(state.report())
}

async fn clear_state(extract::State(state): extract::State<Arc<State>>) -> StatusCode {
    state.clear();
    StatusCode::NO_CONTENT
}

async fn add_inbound(
    extract::State(state): extract::State<Arc<State>>,
    Json(sms): Json<InboundSms>,
) -> StatusCode {
    state.inbox.add(sms, state.clock.unix_micros());
    StatusCode::NO_CONTENT
}
