//! The JSON of webhooks.

use serde_json::{Value, json};

use super::event::{Status, StatusEvent};
use crate::graph::errors::webhook_error;
use crate::graph::state::State;

/// Statuses in one change; a longer batch becomes several changes, as receivers must expect.
const PER_CHANGE: usize = 5;

/// The body of a POST with the given changes.
pub(super) fn envelope(state: &State, changes: Vec<Value>) -> Value {
    let mut entry = json!({ "id": state.config.waba_id, "changes": changes });
    let only_messages = entry["changes"]
        .as_array()
        .is_some_and(|changes| changes.iter().all(|change| change["field"] == "messages"));
    if !only_messages {
        entry["time"] = (state.clock.unix_micros() / 1_000_000).into();
    }
    json!({ "object": "whatsapp_business_account", "entry": [entry] })
}

/// The changes that tell these statuses, all of one number.
pub(super) fn status_changes(state: &State, events: &[StatusEvent]) -> Vec<Value> {
    let change = |events: &[StatusEvent]| {
        let number = events.first().map_or(0, |event| event.outgoing.number);
        let statuses: Vec<_> = events.iter().map(status_object).collect();
        messages_change(state, number, json!({ "statuses": statuses }))
    };
    events.chunks(PER_CHANGE).map(change).collect()
}

/// A change of the field `messages`; `parts` are `statuses`, or `contacts` and `messages`.
pub(in crate::graph) fn messages_change(state: &State, number: usize, mut parts: Value) -> Value {
    let number = state.numbers.at(number);
    parts["messaging_product"] = "whatsapp".into();
    parts["metadata"] = json!({ "display_phone_number": number.display, "phone_number_id": number.id });
    json!({ "field": "messages", "value": parts })
}

/// A change of any other field.
pub(in crate::graph) fn other_change(field: &str, value: Value) -> Value {
    json!({ "field": field, "value": value })
}

fn status_object(event: &StatusEvent) -> Value {
    let outgoing = &event.outgoing;
    let mut object = json!({
        "id": outgoing.wamid, "status": word(event.status),
        "timestamp": (event.at / 1_000_000).to_string(), "recipient_user_id": outgoing.user_id(),
    });
    if let Some(phone) = outgoing.phone() {
        object["recipient_id"] = phone.into();
    }
    if !outgoing.callback_data.is_empty() {
        object["biz_opaque_callback_data"] = (*outgoing.callback_data).into();
    }
    match event.status {
        Status::Sent | Status::Delivered => object["pricing"] = pricing(event),
        Status::Failed(code) => object["errors"] = json!([webhook_error(code)]),
        Status::Read => {}
    }
    object
}

fn pricing(event: &StatusEvent) -> Value {
    let pricing = event.outgoing.pricing;
    let kind = if pricing.billable { "regular" } else { "free_customer_service" };
    json!({ "billable": pricing.billable, "pricing_model": "PMP", "type": kind, "category": pricing.category })
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Sent => "sent",
        Status::Delivered => "delivered",
        Status::Read => "read",
        Status::Failed(_) => "failed",
    }
}
