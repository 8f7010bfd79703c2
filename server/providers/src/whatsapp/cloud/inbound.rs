//! What people write, press and decide.

use serde_json::Value;

use super::webhook::{rows, timestamp};
use crate::provider::{CallbackEvent, Inbound, InboundContent, OptOutChange, Sender};

pub(super) fn read_messages(value: &Value, events: &mut Vec<CallbackEvent>) {
    let to = text(&value["metadata"]["display_phone_number"]);
    for message in rows(value, "messages") {
        let Some(id) = message["id"].as_str() else { continue };
        events.push(CallbackEvent::Inbound(Inbound {
            provider_ref: id.to_owned(),
            sender: sender(value, message),
            to: to.clone(),
            content: content(message),
            replies_to: message["context"]["id"].as_str().map(str::to_owned),
            at: timestamp(&message["timestamp"]),
        }));
    }
}

/// The stop control of the chat: later marketing fails with 131050.
pub(super) fn read_preferences(value: &Value, events: &mut Vec<CallbackEvent>) {
    for wish in rows(value, "user_preferences") {
        let opted_out = match wish["value"].as_str() {
            Some("stop") => true,
            Some("resume" | "signup") => false,
            _ => continue,
        };
        let sender =
            Sender { digits: optional(&wish["wa_id"]), user_id: optional(&wish["user_id"]), name: None };
        events.push(CallbackEvent::OptOut(OptOutChange {
            sender,
            opted_out,
            at: timestamp(&wish["timestamp"]),
        }));
    }
}

/// Number and user id; either may be missing, since people with a user name can hide the number.
fn sender(value: &Value, message: &Value) -> Sender {
    let digits = optional(&message["from"]);
    let user_id = optional(&message["from_user_id"]);
    let is_theirs = |contact: &&Value| {
        let same =
            |field: &str, known: &Option<String>| known.is_some() && optional(&contact[field]) == *known;
        same("wa_id", &digits) || same("user_id", &user_id)
    };
    let contact = rows(value, "contacts").find(is_theirs).unwrap_or(&Value::Null);
    Sender {
        digits: digits.clone().or_else(|| optional(&contact["wa_id"])),
        user_id: user_id.clone().or_else(|| optional(&contact["user_id"])),
        name: optional(&contact["profile"]["name"]),
    }
}

fn content(message: &Value) -> InboundContent {
    let kind = message["type"].as_str().unwrap_or("unknown");
    let part = &message[kind];
    match kind {
        "text" => InboundContent::Text(text(&part["body"])),
        "button" => InboundContent::Button { text: text(&part["text"]), payload: text(&part["payload"]) },
        "interactive" => interactive(part),
        "reaction" => {
            InboundContent::Reaction { emoji: optional(&part["emoji"]), to: text(&part["message_id"]) }
        }
        "image" | "video" | "audio" | "document" | "sticker" => media(kind, part),
        "location" => InboundContent::Location {
            latitude: part["latitude"].to_string(),
            longitude: part["longitude"].to_string(),
            name: optional(&part["name"]).or_else(|| optional(&part["address"])),
        },
        "system" => match optional(&part["wa_id"]) {
            Some(digits) if part["type"] == "user_changed_number" => InboundContent::NumberChanged { digits },
            _ => InboundContent::Other("system".to_owned()),
        },
        other => InboundContent::Other(other.to_owned()),
    }
}

fn interactive(part: &Value) -> InboundContent {
    let kind = part["type"].as_str().unwrap_or_default();
    let reply = &part[kind];
    match kind {
        "button_reply" | "list_reply" => {
            InboundContent::Button { text: text(&reply["title"]), payload: text(&reply["id"]) }
        }
        other => InboundContent::Other(format!("interactive/{other}")),
    }
}

fn media(kind: &str, part: &Value) -> InboundContent {
    InboundContent::Media {
        kind: kind.to_owned(),
        id: text(&part["id"]),
        mime_type: text(&part["mime_type"]),
        caption: optional(&part["caption"]),
        filename: optional(&part["filename"]),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn optional(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
