//! Control calls of this stand-in.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::inbound::{InboundMessage, MarketingPreference, prefer, receive};
use super::modes::Modes;
use super::state::{AcceptedMessage, GraphReport, State};
use super::templates::TemplateStatus;
use super::webhooks::{Event, other_change};
use crate::sync::{read, write};

/// `GET|DELETE /control/state`, `GET|PUT /control/modes`, `POST /control/inbound`,
/// `POST /control/preference`, `PUT /control/callback {"url"}`,
/// `PUT /control/template {"id","status"}`, `POST /control/webhook {"field","value"}`.
pub(super) fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/control/state", get(read_state).delete(clear_state))
        .route("/control/modes", get(read_modes).put(set_modes))
        .route("/control/inbound", post(add_inbound))
        .route("/control/preference", post(add_preference))
        .route("/control/callback", put(set_callback))
        .route("/control/template", put(set_template))
        .route("/control/webhook", post(send_webhook))
        .with_state(state)
}

type Shared = extract::State<Arc<State>>;

#[derive(Serialize)]
struct StateView {
    #[serde(flatten)]
    report: GraphReport,
    repeated_references: HashMap<String, u32>,
    messages: Vec<AcceptedMessage>,
}

async fn read_state(extract::State(state): Shared) -> Json<StateView> {
    Json(StateView {
        report: state.report(),
        repeated_references: state.references.repeated(),
        messages: state.kept(),
    })
}

async fn clear_state(extract::State(state): Shared) -> StatusCode {
    state.clear();
    StatusCode::NO_CONTENT
}

async fn read_modes(extract::State(state): Shared) -> Json<Modes> {
    Json(read(&state.modes).clone())
}

async fn set_modes(extract::State(state): Shared, Json(modes): Json<Modes>) -> StatusCode {
    *write(&state.modes) = modes;
    StatusCode::NO_CONTENT
}

async fn add_inbound(extract::State(state): Shared, Json(inbound): Json<InboundMessage>) -> Json<Value> {
    Json(json!({ "id": receive(&state, inbound) }))
}

async fn add_preference(
    extract::State(state): Shared,
    Json(preference): Json<MarketingPreference>,
) -> StatusCode {
    prefer(&state, &preference);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct CallbackForm {
    url: Option<String>,
}

async fn set_callback(extract::State(state): Shared, Json(form): Json<CallbackForm>) -> StatusCode {
    state.callbacks.set_app(form.url);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct TemplateForm {
    id: String,
    status: TemplateStatus,
}

/// Changes a template and tells it.
async fn set_template(extract::State(state): Shared, Json(form): Json<TemplateForm>) -> StatusCode {
    if state.templates.by_id(&form.id).is_none() {
        return StatusCode::NOT_FOUND;
    }
    let now = state.clock.unix_micros();
    state.events.push(now, Event::Review { template: form.id, verdict: form.status });
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct WebhookForm {
    field: String,
    value: Value,
}

/// Sends a webhook of any field, for those that nothing here causes.
async fn send_webhook(extract::State(state): Shared, Json(form): Json<WebhookForm>) -> StatusCode {
    let change = other_change(&form.field, form.value);
    state.events.push(state.clock.unix_micros(), Event::Change { change, number: Some(0) });
    StatusCode::NO_CONTENT
}
