//! `gtcrdtex` and `gtorgex`: credit and sender names.

use std::sync::Arc;

use axum::extract;
use axum::response::Response;

use super::access::user;
use super::code::{Refusal, answer};
use super::config::NameShape;
use super::state::State;
use super::xml::Element;

/// What an account without a set credit shows.
const PLENTY: i64 = 100_000;

pub(super) async fn credit(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    let admitted = admit(&state, &element, "smskredi");
    answer(admitted.map(|()| format!("${}.0", state.credit().unwrap_or(PLENTY))))
}

pub(super) async fn names(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    let names = &state.config.senders;
    let list = match state.config.name_shape {
        NameShape::Tabs => names.join("\t"),
        NameShape::Lines => names.iter().map(|name| format!("${name}\r\n")).collect(),
    };
    answer(admit(&state, &element, "smsorig").map(|()| list))
}

fn admit(state: &State, element: &Element, name: &str) -> Result<(), Refusal> {
    element.check(name, &["ka", "pwd"], &[])?;
    user(state, element).map(drop)
}
