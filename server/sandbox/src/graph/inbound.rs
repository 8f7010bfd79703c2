//! What people do: write, or stop and resume marketing.

use serde::Deserialize;
use serde_json::{Value, json};

use super::ids::user_id;
use super::state::State;
use super::webhooks::{Event, messages_change, other_change};
use crate::sync::read;

/// A message from a person. With `text` alone it is a text; with `message` it is what that holds,
/// for instance `{"type":"button","button":{"payload":"STOP","text":"Durdur"}}`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct InboundMessage {
    /// Digits of the person's number.
    pub from: String,
    /// Profile name.
    pub name: String,
    pub text: String,
    pub message: Option<Value>,
    /// `phone_number_id` it was sent to; empty is the first.
    pub to: String,
}

/// The stop control of a chat was used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MarketingPreference {
    /// Digits of the person's number.
    pub from: String,
    /// True is `stop`, false is `resume`.
    pub stop: bool,
}

/// Opens the person's window and tells the receiver of webhooks; the id of the message.
pub(super) fn receive(state: &State, inbound: InboundMessage) -> String {
    let now = state.clock.unix_micros();
    state.users.wrote(&inbound.from, now);
    let number = state.numbers.place(&inbound.to).unwrap_or(0);
    let id = state.ids.wamid(&inbound.from);
    let hides_phone = read(&state.modes).bsuid_only;
    let mut message =
        inbound.message.unwrap_or_else(|| json!({ "type": "text", "text": { "body": inbound.text } }));
    message["id"] = id.clone().into();
    message["timestamp"] = (now / 1_000_000).to_string().into();
    message["from_user_id"] = user_id(&inbound.from).into();
    let mut contact = json!({ "profile": { "name": inbound.name }, "user_id": user_id(&inbound.from) });
    if !hides_phone {
        message["from"] = inbound.from.clone().into();
        contact["wa_id"] = inbound.from.into();
    }
    let parts = json!({ "contacts": [contact], "messages": [message] });
    let change = messages_change(state, number, parts);
    state.events.push(now, Event::Change { change, number: Some(number) });
    id
}

/// Notes the wish, so that later marketing fails with 131050, and tells it.
pub(super) fn prefer(state: &State, preference: &MarketingPreference) {
    let now = state.clock.unix_micros();
    state.users.set_marketing(&preference.from, preference.stop, now);
    let number = state.numbers.at(0);
    let (from, user) = (&preference.from, user_id(&preference.from));
    let wish = json!({
        "wa_id": from, "user_id": user, "detail": "User requested to change marketing messages",
        "category": "marketing_messages", "value": if preference.stop { "stop" } else { "resume" },
        "timestamp": now / 1_000_000,
    });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": number.display, "phone_number_id": number.id },
        "contacts": [{ "wa_id": from, "user_id": user }], "user_preferences": [wish],
    });
    let change = other_change("user_preferences", value);
    state.events.push(now, Event::Change { change, number: Some(0) });
}
