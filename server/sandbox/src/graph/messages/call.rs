//! `POST /{phone_number_id}/messages` and `/marketing_messages`.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::accept::{Taken, admit, take};
use super::body::SendBody;
use super::content::missing;
use super::validate::{Addressee, Checked, check};
use crate::graph::errors::ApiError;
use crate::graph::fates::{Course, Effect, Fate};
use crate::graph::ids::user_id;
use crate::graph::state::State;
use crate::graph::webhooks::deliver_now;
use crate::serve::cut;

#[derive(Serialize)]
struct Reply<'a> {
    messaging_product: &'static str,
    contacts: [Contact<'a>; 1],
    messages: [Accepted<'a>; 1],
}

#[derive(Serialize)]
struct Contact<'a> {
    input: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    wa_id: Option<&'a str>,
    user_id: String,
}

#[derive(Serialize)]
struct Accepted<'a> {
    id: &'a str,
    /// Only for templates.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_status: Option<&'static str>,
}

/// Sends from the number at this place.
pub(in crate::graph) async fn send(
    state: &Arc<State>,
    number: usize,
    body: &[u8],
    marketing: bool,
) -> Response {
    let arrived = Instant::now();
    let body: SendBody<'_> = match serde_json::from_slice(body) {
        Ok(body) => body,
        Err(error) => return refuse(state, &ApiError::details(100, error.to_string())),
    };
    if body.status == "read" {
        return mark_read(&body);
    }
    let own = state.numbers.at(number);
    if !own.registered {
        return refuse(state, &ApiError::new(133_010));
    }
    match check(state, &own, &body, marketing) {
        Ok(checked) => fulfil(state, number, &body, &checked, arrived).await,
        Err(error) => refuse(state, &error),
    }
}

fn refuse(state: &State, error: &ApiError) -> Response {
    state.counters.refused.fetch_add(1, Relaxed);
    error.clone().into_response()
}

fn mark_read(body: &SendBody<'_>) -> Response {
    if body.message_id.is_empty() {
        return missing("message_id").into_response();
    }
    ([(CONTENT_TYPE, "application/json")], r#"{"success":true}"#).into_response()
}

async fn fulfil(
    state: &Arc<State>,
    number: usize,
    body: &SendBody<'_>,
    checked: &Checked<'_>,
    arrived: Instant,
) -> Response {
    let effect = effect(state, checked);
    let course = match effect {
        Some(Effect::Refuse(code)) => return refuse(state, &ApiError::new(code)),
        Some(Effect::Html(status)) => return html(status),
        Some(Effect::Hang { accepted: false }) => return pending().await,
        Some(Effect::Cut { accepted: false }) => return cut(),
        Some(Effect::Course(course)) => course,
        _ => Course::Ordinary,
    };
    let course = match admit(state, number, checked, course) {
        Ok(course) => course,
        Err(error) => return refuse(state, &error),
    };
    let taken = take(state, number, body, checked, course, arrived);
    if let Some(first) = &taken.first {
        deliver_now(state, first).await;
    }
    match effect {
        Some(Effect::Hang { .. }) => pending().await,
        Some(Effect::Cut { .. }) => cut(),
        _ => reply(body, checked, &taken, course),
    }
}

fn effect(state: &State, checked: &Checked<'_>) -> Option<Effect> {
    match checked.to {
        Addressee::Phone(digits) if state.config.magic_numbers => Fate::of(digits).map(|fate| fate.effect),
        _ => None,
    }
}

fn reply(body: &SendBody<'_>, checked: &Checked<'_>, taken: &Taken, course: Course) -> Response {
    let held = matches!(course, Course::Held | Course::HeldThenDropped);
    let status = if held { "held_for_quality_assessment" } else { "accepted" };
    let contact = match checked.to {
        Addressee::Phone(digits) => {
            Contact { input: &body.to, wa_id: Some(digits), user_id: user_id(digits) }
        }
        Addressee::Scoped(id) => Contact { input: id, wa_id: None, user_id: id.to_owned() },
    };
    let reply = Reply {
        messaging_product: "whatsapp",
        contacts: [contact],
        messages: [Accepted {
            id: &taken.wamid,
            message_status: checked.template.is_some().then_some(status),
        }],
    };
    axum::Json(reply).into_response()
}

fn html(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Html(format!("<html><body><h1>{status}</h1></body></html>"))).into_response()
}
