//! `/sms/rest/v2/reportwebhook` and `/inboxwebhook`.

use std::sync::{Arc, RwLock};

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::access::Caller;
use super::code::PARAMETER;
use super::state::State;
use crate::sync::write;

#[derive(Deserialize)]
struct WebhookRequest {
    #[serde(rename = "webhookUrl")]
    url: String,
}

pub(super) async fn register_report(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    register(&state.report_webhook, &body)
}

pub(super) async fn delete_report(extract::State(state): extract::State<Arc<State>>, _: Caller) -> Response {
    delete(&state.report_webhook)
}

pub(super) async fn register_inbox(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    register(&state.inbox_webhook, &body)
}

pub(super) async fn delete_inbox(extract::State(state): extract::State<Arc<State>>, _: Caller) -> Response {
    delete(&state.inbox_webhook)
}

fn register(slot: &RwLock<Option<String>>, body: &[u8]) -> Response {
    match serde_json::from_slice::<WebhookRequest>(body) {
        Ok(request) if reqwest::Url::parse(&request.url).is_ok_and(|url| url.has_host()) => {
            *write(slot) = Some(request.url);
            done()
        }
        _ => PARAMETER.into_response(),
    }
}

fn delete(slot: &RwLock<Option<String>>) -> Response {
    *write(slot) = None;
    done()
}

fn done() -> Response {
    Json(json!({ "code": "00", "description": "success" })).into_response()
}
