//! `gtincmngapi`: messages that people sent to the account's number.

use std::sync::{Arc, Mutex};

use axum::extract;
use axum::response::Response;
use serde::Deserialize;

use super::access::subscriber;
use super::code::{Refusal, XML, answer};
use super::dates::{parse, seconds};
use super::state::State;
use super::xml::Element;
use crate::sync::locked;

/// The whole of the last minute.
const MINUTE: i64 = 60_000_000;

/// A message from a person, as a test puts it into the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InboundSms {
    /// `905321234567`.
    pub sender: String,
    /// The account's number.
    pub receiver: String,
    pub message: String,
}

#[derive(Default)]
pub(super) struct Inbox(Mutex<Vec<(i64, InboundSms)>>);

impl Inbox {
    pub(super) fn add(&self, sms: InboundSms, now: i64) {
        locked(&self.0).push((now, sms));
    }

    fn lines(&self, receiver: &str, start: i64, end: i64) -> String {
        let all = locked(&self.0);
        let own = all.iter().filter(|(at, sms)| (start..end).contains(at) && sms.receiver == receiver);
        own.map(|(at, sms)| format!("{}\t{}\t{}\n", seconds(*at), sms.sender, sms.message)).collect()
    }
}

pub(super) async fn inbox(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    answer(list(&state, &element))
}

fn list(state: &State, element: &Element) -> Result<String, Refusal> {
    element.check("increport", &["aboneno", "pwd", "startdate", "enddate"], &[])?;
    let receiver = subscriber(state, element)?;
    let date = |name, otherwise| match element.attributes.get(name) {
        Some(text) => parse(text).ok_or(XML),
        None => Ok(otherwise),
    };
    let (start, end) = (date("startdate", 0)?, date("enddate", i64::MAX - MINUTE)?);
    Ok(state.inbox.lines(receiver, start, end + MINUTE))
}
