use domain::message::FailureReason;
use serde_json::json;

use super::*;
use crate::descriptor::{Secrets, Settings};
use crate::outbound::Outbound;
use crate::provider::{Inbound, InboundContent, Provider, Sender};
use crate::registry;

const SECRET: &str = "app-secret";

fn provider() -> std::sync::Arc<dyn Provider> {
    let settings: Settings = [("phone_number_id", "106"), ("waba_id", "102")].into_iter().collect();
    let secrets: Secrets = [("access_token", "t"), ("app_secret", SECRET), ("verify_token", "v3rify")]
        .into_iter()
        .map(|(name, secret)| (name, SecretString::from(secret)))
        .collect();
    registry::build("whatsapp_cloud", &settings, &secrets, &Outbound::default()).unwrap()
}

fn signature(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

fn post(body: &[u8], signature: &str) -> Result<Callback, CallbackRefusal> {
    let headers = [("x-hub-signature-256", signature)];
    provider().read_callback(&CallbackRequest { method: "POST", query: "", headers: &headers, body })
}

fn change(field: &str, value: Value) -> Vec<CallbackEvent> {
    let body = json!({"object": "whatsapp_business_account", "entry": [{"id": "102", "changes": [{"field": field, "value": value}]}]});
    let body = body.to_string();
    post(body.as_bytes(), &signature(body.as_bytes())).unwrap().events
}

fn messages(mut value: Value) -> Vec<CallbackEvent> {
    value["metadata"] = json!({"display_phone_number": "902121234567", "phone_number_id": "106"});
    change("messages", value)
}

#[test]
fn only_the_right_signature_over_the_very_bytes_passes() {
    let body = br#"{"entry":[],"text":"\u0131\/"}"#;
    let good = signature(body);
    assert!(post(body, &good).unwrap().trusted);
    assert!(post(body, &good.to_uppercase().replace("SHA256", "sha256")).is_ok());
    let reordered = br#"{"text":"\u0131\/","entry":[]}"#;
    for (body, signature) in [
        (&reordered[..], good.as_str()),
        (body, ""),
        (body, "sha256="),
        (body, &good[7..]),
        (body, &good[..70]),
        (body, &good.replace('a', "z")),
        (body, &signature(b"other")),
    ] {
        assert_eq!(post(body, signature), Err(CallbackRefusal::BadSignature), "{signature}");
    }
    assert_eq!(post(b"[]x", &signature(b"[]x")), Err(CallbackRefusal::Malformed));
}

#[test]
fn the_handshake_needs_our_word() {
    let shake = |query: &str| {
        provider().read_callback(&CallbackRequest { method: "GET", query, headers: &[], body: b"" })
    };
    let good = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=v3rify";
    assert_eq!(shake(good).unwrap().answer, "1158201444");
    for bad in [
        "",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
        "hub.challenge=1&hub.verify_token=v3rify",
    ] {
        assert_eq!(shake(bad), Err(CallbackRefusal::BadSignature), "{bad}");
    }
}

#[test]
fn statuses_become_reports_with_our_reference() {
    let statuses = json!({"statuses": [
        {"id": "wamid.A", "status": "sent", "timestamp": "1763900001", "recipient_id": "905321112233",
         "biz_opaque_callback_data": "att_1", "pricing": {"category": "utility"}},
        {"id": "wamid.A", "status": "played", "timestamp": 1763900002},
        {"id": "wamid.B", "status": "failed", "timestamp": "1763900003", "recipient_user_id": "TR.1",
         "errors": [{"code": 131026, "title": "Undeliverable", "error_data": {"details": "not on WhatsApp"}}]},
        {"id": "wamid.C", "status": "warning", "timestamp": "1"},
        {"id": 5},
        "nonsense",
    ]});
    let reports: Vec<_> = messages(statuses)
        .into_iter()
        .map(|event| match event {
            CallbackEvent::Report(report) => report,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(reports.len(), 3);
    assert_eq!((reports[0].state, reports[0].own_ref.as_deref()), (State::Sent, Some("att_1")));
    assert_eq!(reports[0].recipient_last10.as_deref(), Some("5321112233"));
    assert_eq!(reports[0].at, Some(Timestamp::from_seconds(1_763_900_001)));
    assert_eq!((reports[1].state, reports[1].own_ref.as_deref()), (State::Read, None));
    assert_eq!((reports[2].state, reports[2].reason), (State::Failed, Some(FailureReason::NotOnWhatsapp)));
    assert_eq!(
        (reports[2].code.as_str(), reports[2].text.as_str()),
        ("131026", "Undeliverable: not on WhatsApp")
    );
}

#[test]
fn what_belongs_to_another_number_is_passed_over() {
    let value = json!({
        "metadata": {"phone_number_id": "107"},
        "statuses": [{"id": "wamid.A", "status": "sent", "timestamp": "1"}],
    });
    assert!(change("messages", value).is_empty());
}

#[test]
fn messages_of_people_are_read_whatever_they_hold() {
    let contents = [
        (json!({"type": "text", "text": {"body": "RET"}}), InboundContent::Text("RET".into())),
        (
            json!({"type": "button", "button": {"payload": "STOP", "text": "Durdur"}, "context": {"id": "wamid.O"}}),
            InboundContent::Button { text: "Durdur".into(), payload: "STOP".into() },
        ),
        (
            json!({"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Bir"}}}),
            InboundContent::Button { text: "Bir".into(), payload: "1".into() },
        ),
        (
            json!({"type": "reaction", "reaction": {"message_id": "wamid.O"}}),
            InboundContent::Reaction { emoji: None, to: "wamid.O".into() },
        ),
        (
            json!({"type": "document", "document": {"id": "9", "mime_type": "application/pdf", "filename": "f.pdf"}}),
            InboundContent::Media {
                kind: "document".into(),
                id: "9".into(),
                mime_type: "application/pdf".into(),
                caption: None,
                filename: Some("f.pdf".into()),
            },
        ),
        (
            json!({"type": "system", "system": {"type": "user_changed_number", "wa_id": "905339998877"}}),
            InboundContent::NumberChanged { digits: "905339998877".into() },
        ),
        (
            json!({"type": "unsupported", "errors": [{"code": 131051}]}),
            InboundContent::Other("unsupported".into()),
        ),
        (json!({}), InboundContent::Other("unknown".into())),
    ];
    for (mut message, expected) in contents {
        message["id"] = "wamid.I".into();
        message["from"] = "905321112233".into();
        message["timestamp"] = "1763900001".into();
        let contact = json!({"profile": {"name": "Ayşe"}, "wa_id": "905321112233", "user_id": "TR.1a2b"});
        let events = messages(json!({"contacts": [contact], "messages": [message.clone()]}));
        let [CallbackEvent::Inbound(Inbound { content, sender, to, .. })] = events.as_slice() else {
            panic!("{message}: {events:?}")
        };
        assert_eq!((content, to.as_str()), (&expected, "902121234567"));
        let known = Sender {
            digits: Some("905321112233".into()),
            user_id: Some("TR.1a2b".into()),
            name: Some("Ayşe".into()),
        };
        assert_eq!(sender, &known);
    }
}

#[test]
fn a_person_without_a_number_is_known_by_the_user_id() {
    let events = messages(json!({
        "contacts": [{"profile": {"name": "Ayşe"}, "user_id": "TR.1"}],
        "messages": [{"id": "wamid.I", "from_user_id": "TR.1", "type": "text", "text": {"body": "x"}}],
    }));
    let [CallbackEvent::Inbound(inbound)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((inbound.sender.digits.as_deref(), inbound.sender.name.as_deref()), (None, Some("Ayşe")));
}

#[test]
fn wishes_templates_and_notices_have_events_of_their_own() {
    let wish = |value: &str| json!({"user_preferences": [{"wa_id": "905", "value": value, "timestamp": 1763900001}]});
    let opted_out = |value: &str| match change("user_preferences", wish(value)).as_slice() {
        [CallbackEvent::OptOut(change)] => Some(change.opted_out),
        _ => None,
    };
    assert_eq!((opted_out("stop"), opted_out("resume"), opted_out("?")), (Some(true), Some(false), None));
    let paused = json!({"event": "PAUSED", "message_template_id": 594_425, "message_template_name": "yaz",
        "message_template_language": "en-US", "reason": "NONE"});
    let events = change("message_template_status_update", paused);
    let [CallbackEvent::Template(template)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((template.id.as_str(), template.language.as_str()), ("594425", "en_US"));
    assert_eq!((template.status.as_str(), &template.reason), ("PAUSED", &None));
    let notices = change("account_update", json!({"event": "ACCOUNT_VIOLATION"}));
    assert!(matches!(notices.as_slice(), [CallbackEvent::Notice { code, .. }] if code == "account_update"));
    let errors = messages(json!({"errors": [{"code": 131031, "title": "locked"}]}));
    assert!(matches!(errors.as_slice(), [CallbackEvent::Notice { code, .. }] if code == "131031"));
}
