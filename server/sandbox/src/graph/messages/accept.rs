//! Taking a message: counting it and planning its statuses.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use super::body::SendBody;
use super::course::plan;
use super::validate::{Addressee, Checked};
use crate::clock::micros;
use crate::graph::config::OutsideWindow;
use crate::graph::errors::ApiError;
use crate::graph::fates::Course;
use crate::graph::inbound::InboundMessage;
use crate::graph::state::{AcceptedMessage, State};
use crate::graph::webhooks::{Event, Outgoing, Pricing, Receiver, StatusEvent};
use crate::sync::read;

/// What was taken.
pub(super) struct Taken {
    pub(super) wamid: String,
    /// A status that has to arrive before the reply does.
    pub(super) first: Option<StatusEvent>,
}

/// Refuses what the limits of number, pair and window do not allow; else the course as it stands then.
pub(super) fn admit(
    state: &State,
    number: usize,
    checked: &Checked<'_>,
    course: Course,
) -> Result<Course, ApiError> {
    let now = state.clock.unix_micros();
    if !state.numbers.at(number).admits(now) {
        return Err(ApiError::new(130_429));
    }
    if state.config.pair_limit && !state.users.pace(checked.to.key(), now) {
        return Err(ApiError::new(131_056));
    }
    let needs_window = checked.template.is_none() && state.config.outside_window != OutsideWindow::Ignore;
    if !needs_window || state.users.window_is_open(checked.to.key(), now) {
        return Ok(course);
    }
    match state.config.outside_window {
        OutsideWindow::Refuse => Err(ApiError::new(131_047)),
        _ if matches!(course, Course::Ordinary | Course::Answers) => Ok(Course::Failed(131_047)),
        _ => Ok(course),
    }
}

/// Counts an admitted message and plans its webhooks.
pub(super) fn take(
    state: &State,
    number: usize,
    body: &SendBody<'_>,
    checked: &Checked<'_>,
    course: Course,
    arrived: Instant,
) -> Taken {
    let user = checked.to.key();
    let wamid = state.ids.wamid(user);
    let now = Instant::now();
    state.counters.accepted.fetch_add(1, Relaxed);
    state.recipients.add(user, arrived, now);
    if !body.callback_data.is_empty() {
        state.references.add(&body.callback_data, arrived, now);
    }
    state.keep(|| AcceptedMessage {
        wamid: wamid.clone(),
        to: user.to_owned(),
        kind: body.kind.clone().into_owned(),
        template: checked.template.as_ref().map(|template| template.name.clone()),
        callback_data: body.callback_data.clone().into_owned(),
    });
    let first = announce(state, number, body, checked, course, &wamid);
    Taken { wamid, first }
}

/// Plans the statuses, if somebody listens; the one that must come before the reply is given back.
fn announce(
    state: &State,
    number: usize,
    body: &SendBody<'_>,
    checked: &Checked<'_>,
    course: Course,
    wamid: &str,
) -> Option<StatusEvent> {
    if !state.callbacks.listens(&state.numbers.at(number).id) {
        return None;
    }
    let modes = read(&state.modes).clone();
    let outgoing = Arc::new(Outgoing {
        wamid: wamid.into(),
        number,
        to: match checked.to {
            Addressee::Phone(digits) => Receiver::Phone(digits.into()),
            Addressee::Scoped(id) => Receiver::Scoped(id.into()),
        },
        callback_data: body.callback_data.as_ref().into(),
        pricing: pricing(checked),
        hides_phone: modes.bsuid_only || course == Course::BsuidOnly,
    });
    let planned = plan(course, &modes, &state.config, state.ids.next(), state.clock.unix_micros());
    let mut events =
        planned.into_iter().map(|(at, status)| StatusEvent { outgoing: outgoing.clone(), status, at });
    let hurries = modes.status_before_reply || course == Course::BeforeReply;
    let first = if hurries { events.next() } else { None };
    events.for_each(|event| state.events.push(event.at, Event::Status(event)));
    if course == Course::Answers {
        let at = state.clock.unix_micros() + micros(state.config.delivered_after);
        state.events.push(at, Event::Answer(Box::new(answer(state, number, checked))));
    }
    first
}

/// What the person writes back.
fn answer(state: &State, number: usize, checked: &Checked<'_>) -> InboundMessage {
    InboundMessage {
        from: checked.to.key().to_owned(),
        text: "Teşekkürler, aldım.".to_owned(),
        to: state.numbers.at(number).id.clone(),
        ..InboundMessage::default()
    }
}

fn pricing(checked: &Checked<'_>) -> Pricing {
    let category = match &checked.template {
        None => "service",
        Some(_) if checked.marketing => "marketing_lite",
        Some(template) => match template.category.as_str() {
            "MARKETING" => "marketing",
            "AUTHENTICATION" => "authentication",
            _ => "utility",
        },
    };
    Pricing { category, billable: category != "service" }
}
