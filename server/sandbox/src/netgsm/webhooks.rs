//! `/sms/rest/v2/reportwebhook` and `/inboxwebhook`.

use std::collections::HashMap;
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
use crate::sync::{read, write};

#[derive(Deserialize)]
struct WebhookRequest {
    #[serde(rename = "webhookUrl")]
    url: String,
}

/// Where the pushes of each user code go.
#[derive(Default)]
pub(super) struct Webhooks(RwLock<HashMap<String, String>>);

impl Webhooks {
    pub(super) fn of(&self, usercode: &str) -> Option<String> {
        read(&self.0).get(usercode).cloned()
    }

    /// The addresses of all, for what comes to nobody in particular.
    pub(super) fn all(&self) -> Vec<String> {
        read(&self.0).values().cloned().collect()
    }

    fn register(&self, usercode: String, body: &[u8]) -> Response {
        match serde_json::from_slice::<WebhookRequest>(body) {
            Ok(request) if reqwest::Url::parse(&request.url).is_ok_and(|url| url.has_host()) => {
                write(&self.0).insert(usercode, request.url);
                done()
            }
            _ => PARAMETER.into_response(),
        }
    }

    fn delete(&self, usercode: &str) -> Response {
        write(&self.0).remove(usercode);
        done()
    }
}

pub(super) async fn register_report(
    extract::State(state): extract::State<Arc<State>>,
    Caller(usercode): Caller,
    body: Bytes,
) -> Response {
    state.report_webhooks.register(usercode, &body)
}

pub(super) async fn delete_report(
    extract::State(state): extract::State<Arc<State>>,
    Caller(usercode): Caller,
) -> Response {
    state.report_webhooks.delete(&usercode)
}

pub(super) async fn register_inbox(
    extract::State(state): extract::State<Arc<State>>,
    Caller(usercode): Caller,
    body: Bytes,
) -> Response {
    state.inbox_webhooks.register(usercode, &body)
}

pub(super) async fn delete_inbox(
    extract::State(state): extract::State<Arc<State>>,
    Caller(usercode): Caller,
) -> Response {
    state.inbox_webhooks.delete(&usercode)
}

fn done() -> Response {
    Json(json!({ "code": "00", "description": "success" })).into_response()
}
