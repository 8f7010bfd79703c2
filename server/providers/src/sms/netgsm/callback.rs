//! What NetGSM pushes. Nothing is signed and the format of reports is not documented, so everything that
//! looks like one is read, and nothing is believed that a pull would not confirm.

use serde::Deserialize;
use serde_json::Value;

use super::reports::Row;
use crate::http::number_or_text;
use crate::provider::{
    Callback, CallbackEvent, CallbackRefusal, CallbackRequest, Inbound, InboundContent, Sender,
};
use crate::sms::inbound::{digits, reference};
use crate::sms::istanbul;

/// A message from a person: as the inbox lists it, or as the panel's redirection posts it.
#[derive(Deserialize)]
pub(super) struct InboxRow {
    #[serde(alias = "mesaj")]
    message: String,
    #[serde(alias = "ceptel", deserialize_with = "number_or_text")]
    sender: String,
    #[serde(default, alias = "aboneno", deserialize_with = "number_or_text")]
    receiver: String,
    #[serde(default, alias = "tarih", deserialize_with = "number_or_text")]
    datetime: String,
    #[serde(default, alias = "gorevid", deserialize_with = "number_or_text")]
    id: String,
}

pub(super) fn read(request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
    let value = json(request.body).or_else(|| form(request.body)).or_else(|| form(request.query.as_bytes()));
    let rows = match value.ok_or(CallbackRefusal::Malformed)? {
        Value::Array(rows) => rows,
        Value::Object(mut object) => match object.remove("jobs").or_else(|| object.remove("messages")) {
            Some(Value::Array(rows)) => rows,
            _ => vec![Value::Object(object)],
        },
        _ => return Err(CallbackRefusal::Malformed),
    };
    let events: Vec<_> = rows.into_iter().filter_map(event).collect();
    if events.is_empty() {
        return Err(CallbackRefusal::Malformed);
    }
    Ok(Callback { events, answer: String::new(), trusted: false })
}

fn event(row: Value) -> Option<CallbackEvent> {
    if row.get("jobid").is_some() {
        return serde_json::from_value::<Row>(row).ok().map(|row| CallbackEvent::Report(row.read()));
    }
    serde_json::from_value::<InboxRow>(row).ok().map(|row| CallbackEvent::Inbound(row.read()))
}

fn json(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok()
}

/// `ceptel=532…&mesaj=…`, as an object.
fn form(body: &[u8]) -> Option<Value> {
    let pairs: serde_json::Map<_, _> = url::form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect();
    pairs.contains_key("ceptel").then_some(Value::Object(pairs))
}

impl InboxRow {
    pub(super) fn read(self) -> Inbound {
        Inbound {
            provider_ref: self.reference(),
            sender: Sender { digits: digits(&self.sender), ..Sender::default() },
            to: self.receiver,
            content: InboundContent::Text(self.message),
            replies_to: None,
            at: istanbul::read(&self.datetime),
        }
    }

    /// The vendor gives a message no id, so what it says becomes one.
    fn reference(&self) -> String {
        reference(&[&self.id, &self.sender, &self.receiver, &self.datetime, &self.message])
    }
}

#[cfg(test)]
mod tests {
    use domain::message::State;

    use super::*;

    fn read_body(body: &str) -> Result<Callback, CallbackRefusal> {
        let body = body.as_bytes();
        read(&CallbackRequest { method: "POST", query: "", headers: &[], body })
    }

    const ROW: &str = r#"{"jobid":"7","number":"905321234567","status":1}"#;

    #[test]
    fn reads_reports_in_every_likely_shape_and_trusts_none() {
        for body in [ROW.to_owned(), format!("[{ROW}]"), format!(r#"{{"jobs":[{ROW}]}}"#)] {
            let callback = read_body(&body).unwrap();
            assert!(!callback.trusted);
            let [CallbackEvent::Report(report)] = callback.events.as_slice() else { panic!("{callback:?}") };
            assert_eq!((report.provider_ref.as_str(), report.state), ("7", State::Delivered));
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_does_not_hide_the_others() {
        let callback = read_body(&format!(r#"[{{"jobid":{{}}}},{ROW},5]"#)).unwrap();
        assert_eq!(callback.events.len(), 1);
    }

    #[test]
    fn reads_answers_of_people_from_forms_and_json() {
        for body in [
            "ceptel=5321234567&mesaj=RET+l%C3%BCtfen&aboneno=8501234567&gorevid=9&tarih=2023-02-21+16:28:41.053",
            r#"{"message":"RET lütfen","sender":"5321234567","receiver":"8501234567","datetime":"21.02.2023 16:28:41"}"#,
        ] {
            let callback = read_body(body).unwrap();
            let [CallbackEvent::Inbound(inbound)] = callback.events.as_slice() else {
                panic!("{callback:?}")
            };
            assert_eq!(inbound.content, InboundContent::Text("RET lütfen".to_owned()));
            assert_eq!(inbound.sender.digits.as_deref(), Some("905321234567"));
            assert_eq!(inbound.at, istanbul::read("21.02.2023 16:28:41"));
            assert_eq!(inbound.provider_ref.len(), 32);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for body in ["", "merhaba", "5", "{}", "[]", r#"{"jobs":[]}"#, "a=b"] {
            assert_eq!(read_body(body), Err(CallbackRefusal::Malformed), "{body}");
        }
    }
}
