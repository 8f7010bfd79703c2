//! `GET /sms/rest/v2/inbox`: messages that people sent to the company.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::access::Caller;
use super::code::{HEADER, NOT_FOUND, PARAMETER, Refusal};
use super::dates::{dotted, parse_seconds};
use super::state::State;
use crate::sync::locked;

const THIRTY_DAYS: i64 = 30 * 86_400_000_000;

/// A message from a person, as a test puts it into the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InboundSms {
    /// Ten digits.
    pub sender: String,
    /// The company's number or sender name.
    pub receiver: String,
    pub message: String,
}

/// A message as the vendor lists it.
#[derive(Clone, Serialize)]
pub(super) struct InboxRow {
    message: String,
    sender: String,
    receiver: String,
    datetime: String,
}

#[derive(Default)]
pub(super) struct Inbox(Mutex<Vec<Received>>);

struct Received {
    sms: InboundSms,
    at: i64,
    listed: bool,
}

impl Received {
    fn row(&self) -> InboxRow {
        let InboundSms { sender, receiver, message } = self.sms.clone();
        InboxRow { message, sender, receiver, datetime: dotted(self.at) }
    }
}

impl Inbox {
    pub(super) fn add(&self, sms: InboundSms, now: i64) -> InboxRow {
        let received = Received { sms, at: now, listed: false };
        let row = received.row();
        locked(&self.0).push(received);
        row
    }

    /// Those never listed without dates before.
    fn unlisted(&self) -> Vec<InboxRow> {
        let mut all = locked(&self.0);
        let new = all.iter_mut().filter(|received| !received.listed);
        new.map(|received| {
            received.listed = true;
            received.row()
        })
        .collect()
    }

    fn between(&self, start: i64, stop: i64) -> Vec<InboxRow> {
        let all = locked(&self.0);
        all.iter().filter(|received| (start..=stop).contains(&received.at)).map(Received::row).collect()
    }
}

#[derive(Deserialize)]
pub(super) struct InboxQuery {
    #[serde(default)]
    startdate: String,
    #[serde(default)]
    stopdate: String,
}

pub(super) async fn inbox(
    extract::State(state): extract::State<Arc<State>>,
    _: Caller,
    Query(query): Query<InboxQuery>,
) -> Response {
    match list(&state, &query) {
        Ok(messages) => Json(json!({ "code": "00", "messages": messages })).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn list(state: &State, query: &InboxQuery) -> Result<Vec<InboxRow>, Refusal> {
    let messages = if query.startdate.is_empty() && query.stopdate.is_empty() {
        state.inbox.unlisted()
    } else {
        let start = parse_seconds(&query.startdate).ok_or(PARAMETER)?;
        let stop = parse_seconds(&query.stopdate).ok_or(PARAMETER)? + 999_999;
        if stop - start > THIRTY_DAYS {
            return Err(NOT_FOUND);
        }
        state.inbox.between(start, stop)
    };
    // At this call 40 means that there is nothing to list.
    if messages.is_empty() { Err(HEADER) } else { Ok(messages) }
}
