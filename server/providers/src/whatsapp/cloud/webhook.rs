//! Webhooks: the handshake, the signature, and statuses.

use domain::message::State;
use domain::time::Timestamp;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::Cloud;
use super::graph_error::GraphError;
use super::inbound;
use crate::http::number_or_text;
use crate::provider::{
    Callback, CallbackEvent, CallbackRefusal, CallbackRequest, DeliveryReport, TemplateChange, last10,
};

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "number_or_text")]
    id: String,
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    field: String,
    #[serde(default)]
    value: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    id: String,
    status: String,
    #[serde(deserialize_with = "number_or_text")]
    timestamp: String,
    #[serde(deserialize_with = "number_or_text")]
    recipient_id: String,
    #[serde(deserialize_with = "number_or_text")]
    biz_opaque_callback_data: String,
    errors: Vec<GraphError>,
}

impl Cloud {
    pub(super) fn read_webhook(&self, request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
        if request.method.eq_ignore_ascii_case("GET") {
            return self.shake_hands(request.query);
        }
        check_signature(&self.app_secret, request)?;
        let envelope: Envelope =
            serde_json::from_slice(request.body).map_err(|_| CallbackRefusal::Malformed)?;
        let mut events = Vec::new();
        for entry in envelope.entry {
            for change in entry.changes {
                self.read_change(&entry.id, &change, &mut events);
            }
        }
        Ok(Callback { events, answer: String::new(), trusted: true })
    }

    /// Meta asks once, with our word, before it sends anything to an address.
    fn shake_hands(&self, query: &str) -> Result<Callback, CallbackRefusal> {
        let parameter = |wanted: &str| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        let token = parameter("hub.verify_token");
        let known = token.as_bytes().ct_eq(self.verify_token.expose_secret().as_bytes());
        if parameter("hub.mode") != "subscribe" || !bool::from(known) {
            return Err(CallbackRefusal::BadSignature);
        }
        Ok(Callback { events: Vec::new(), answer: parameter("hub.challenge"), trusted: true })
    }

    /// One app's secret signs for all its numbers, so what is another's is passed over.
    fn read_change(&self, account: &str, change: &Change, events: &mut Vec<CallbackEvent>) {
        let number = &change.value["metadata"]["phone_number_id"];
        let ours = match number.as_str() {
            Some(number) => number == self.number,
            None => account == self.waba,
        };
        if !ours {
            return;
        }
        match change.field.as_str() {
            "messages" => {
                events.extend(rows(&change.value, "statuses").filter_map(status));
                inbound::read_messages(&change.value, events);
                events.extend(rows(&change.value, "errors").filter_map(error));
            }
            "user_preferences" => inbound::read_preferences(&change.value, events),
            "message_template_status_update" => events.push(template(&change.value)),
            field => events.push(notice(field, &change.value)),
        }
    }
}

/// HMAC-SHA-256 with the app's secret over the bytes as they came, compared in constant time. Meta signs
/// a form of JSON that parsing and writing would not give back.
fn check_signature(secret: &SecretString, request: &CallbackRequest<'_>) -> Result<(), CallbackRefusal> {
    let header = request.header("x-hub-signature-256").and_then(|header| header.strip_prefix("sha256="));
    let signature = header.and_then(unhex).ok_or(CallbackRefusal::BadSignature)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .map_err(|_| CallbackRefusal::BadSignature)?;
    mac.update(request.body);
    mac.verify_slice(&signature).map_err(|_| CallbackRefusal::BadSignature)
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// The elements of a list that may be missing.
pub(super) fn rows<'v>(value: &'v Value, list: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value[list].as_array().into_iter().flatten()
}

/// Seconds since 1970, as a string or a number.
pub(super) fn timestamp(value: &Value) -> Option<Timestamp> {
    let seconds = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Some(Timestamp::from_seconds(seconds))
}

/// A status; kinds that are not known are passed over.
fn status(row: &Value) -> Option<CallbackEvent> {
    let status = Status::deserialize(row).ok()?;
    let state = match status.status.as_str() {
        "sent" => State::Sent,
        "delivered" => State::Delivered,
        "read" | "played" => State::Read,
        "failed" => State::Failed,
        _ => return None,
    };
    let error = status.errors.first().map(GraphError::failure);
    let failed = state == State::Failed;
    Some(CallbackEvent::Report(DeliveryReport {
        own_ref: Some(status.biz_opaque_callback_data).filter(|reference| !reference.is_empty()),
        recipient_last10: last10(&status.recipient_id),
        state,
        reason: error.as_ref().filter(|_| failed).map(|error| error.reason()),
        code: error.as_ref().map_or_else(|| status.status.clone(), |error| error.code.clone()),
        text: error.map(|error| error.text).unwrap_or_default(),
        at: timestamp(&Value::from(status.timestamp)),
        parts: None,
        provider_ref: status.id,
    }))
}

/// Something is wrong with the number or the account.
fn error(row: &Value) -> Option<CallbackEvent> {
    let error = GraphError::deserialize(row).ok()?;
    Some(CallbackEvent::Notice { code: error.code.to_string(), text: error.text(), at: None })
}

fn template(value: &Value) -> CallbackEvent {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let id = &value["message_template_id"];
    CallbackEvent::Template(TemplateChange {
        id: id.as_str().map_or_else(|| id.to_string(), str::to_owned),
        name: text("message_template_name"),
        // Both `en-US` and `en_US` have been seen; templates are sent with the second.
        language: text("message_template_language").replace('-', "_"),
        status: text("event"),
        reason: Some(text("reason")).filter(|reason| !matches!(reason.as_str(), "" | "NONE")),
    })
}

/// Quality, limits, reviews, restrictions: the field's name and what it says, for a person.
fn notice(field: &str, value: &Value) -> CallbackEvent {
    let text = value.to_string().chars().take(500).collect();
    CallbackEvent::Notice { code: field.to_owned(), text, at: None }
}

#[cfg(test)]
#[path = "webhook_tests.rs"]
mod tests;
