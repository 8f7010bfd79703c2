//! `GET /{id}?fields=health_status`.

use serde_json::{Value, json};

use super::state::State;

/// Everything is available; an unregistered number is blocked.
pub(super) fn status(state: &State, number: usize) -> Value {
    let number = state.numbers.at(number);
    let own = if number.registered { "AVAILABLE" } else { "BLOCKED" };
    let mut phone = json!({ "entity_type": "PHONE_NUMBER", "id": number.id, "can_send_message": own });
    if !number.registered {
        phone["errors"] = json!([{
            "error_code": 141_000, "error_description": "The phone number is not registered.",
            "possible_solution": "Register the phone number.",
        }]);
    }
    let other =
        |kind: &str, id: &str| json!({ "entity_type": kind, "id": id, "can_send_message": "AVAILABLE" });
    let entities = [phone, other("WABA", &state.config.waba_id), other("APP", &state.config.app_id)];
    json!({ "id": number.id, "health_status": { "can_send_message": own, "entities": entities } })
}
