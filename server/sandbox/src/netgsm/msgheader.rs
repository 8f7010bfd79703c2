//! `GET /sms/rest/v2/msgheader`.

use std::sync::Arc;

use axum::Json;
use axum::extract;
use serde_json::{Value, json};

use super::access::Caller;
use super::state::State;

pub(super) async fn msgheader(extract::State(state): extract::State<Arc<State>>, _: Caller) -> Json<Value> {
    Json(json!({ "code": "00", "msgheaders": state.config.headers }))
}
