//! `cnclblkex`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract;
use axum::response::Response;

use super::access::user;
use super::code::{Refusal, XML, answer};
use super::state::State;
use super::xml::Element;

pub(super) async fn cancel(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    answer(strike(&state, &element))
}

/// Cancels a package that has not started. What the vendor answers is not published.
fn strike(state: &State, element: &Element) -> Result<String, Refusal> {
    element.check("smsiptal", &["ka", "pwd", "id"], &[])?;
    let user = user(state, element)?;
    let id = element.attribute("id")?;
    let package = state.store.find(id).filter(|package| package.owner == user).ok_or(XML)?;
    let started = package.start_at <= state.clock.unix_micros();
    if started || package.cancelled.swap(true, Ordering::AcqRel) {
        return Err(XML);
    }
    Ok(format!("${id}"))
}
