//! Sending webhooks when they are due, and again when they were not taken.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use axum::body::Bytes;
use serde_json::Value;

use super::event::{Event, StatusEvent};
use super::payload::{envelope, other_change, status_changes};
use super::sign::{signature, wire_bytes};
use crate::graph::inbound::receive;
use crate::graph::state::State;
use crate::graph::templates::TemplateStatus;
use crate::stop::Stop;
use crate::sync::read;

/// Virtual seconds before each repetition: at once, then less and less often over 36 hours.
const PAUSES: [i64; 10] = [0, 10, 60, 300, 1800, 7200, 14_400, 28_800, 36_000, 40_000];
/// The vendor's bound on updates in one POST.
const MAX_BATCH: usize = 1000;

/// Delivers events as they become due, one POST after the other, until stopped.
pub(in crate::graph) async fn deliver_events(state: Arc<State>, mut stop: Stop) {
    loop {
        tokio::select! {
            due = state.events.next_due(MAX_BATCH) => deliver(&state, due).await,
            () = stop.wait() => return,
        }
    }
}

/// Delivers one status at once.
pub(in crate::graph) async fn deliver_now(state: &State, event: &StatusEvent) {
    deliver_statuses(state, std::slice::from_ref(event)).await;
}

async fn deliver(state: &State, due: Vec<Event>) {
    let mut statuses: Vec<StatusEvent> = Vec::new();
    for event in due {
        match event {
            Event::Status(event) => {
                let batch = read(&state.modes).batch.clamp(1, MAX_BATCH);
                let other =
                    statuses.first().is_some_and(|first| first.outgoing.number != event.outgoing.number);
                if other || statuses.len() >= batch {
                    deliver_statuses(state, &std::mem::take(&mut statuses)).await;
                }
                statuses.push(event);
            }
            other => {
                deliver_statuses(state, &std::mem::take(&mut statuses)).await;
                deliver_other(state, other).await;
            }
        }
    }
    deliver_statuses(state, &statuses).await;
}

async fn deliver_statuses(state: &State, events: &[StatusEvent]) {
    let Some(first) = events.first() else { return };
    state.counters.statuses.fetch_add(events.len() as u64, Relaxed);
    deliver_changes(state, Some(first.outgoing.number), status_changes(state, events)).await;
}

async fn deliver_other(state: &State, event: Event) {
    match event {
        Event::Status(event) => deliver_now(state, &event).await,
        Event::Answer(answer) => drop(receive(state, *answer)),
        Event::Change { change, number } => deliver_changes(state, number, vec![change]).await,
        Event::Review { template, verdict } => review(state, &template, verdict).await,
        Event::Again { url, body, attempts } => post(state, url, body, attempts).await,
    }
}

async fn review(state: &State, id: &str, verdict: TemplateStatus) {
    let Some(template) = state.templates.set_status(id, verdict) else { return };
    let reason = if verdict == TemplateStatus::Rejected { "INVALID_FORMAT" } else { "NONE" };
    let value = serde_json::json!({
        "event": verdict, "message_template_id": template.id.parse::<u64>().unwrap_or(0),
        "message_template_name": template.name, "message_template_language": template.language,
        "message_template_category": template.category, "reason": reason,
    });
    deliver_changes(state, None, vec![other_change("message_template_status_update", value)]).await;
}

async fn deliver_changes(state: &State, number: Option<usize>, changes: Vec<Value>) {
    let number = number.map(|number| state.numbers.at(number));
    let number_id = number.as_ref().map(|number| number.id.as_str());
    let Some(url) = state.callbacks.target(number_id) else { return };
    let body = Bytes::from(wire_bytes(&envelope(state, changes).to_string()));
    post(state, url, body, 0).await;
}

async fn post(state: &State, url: String, body: Bytes, attempts: usize) {
    let request = state
        .client
        .post(&url)
        .header("content-type", "application/json")
        .header("x-hub-signature-256", signature(&state.config.app_secret, &body))
        .body(body.clone());
    state.counters.webhooks.fetch_add(1, Relaxed);
    if request.send().await.is_ok_and(|response| response.status().is_success()) {
        return;
    }
    state.counters.webhook_failures.fetch_add(1, Relaxed);
    if let Some(pause) = PAUSES.get(attempts) {
        let due = state.clock.unix_micros() + pause * 1_000_000;
        state.events.push(due, Event::Again { url, body, attempts: attempts + 1 });
    }
}
