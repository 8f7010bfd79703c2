//! `gtblkrprtex`: the numbers of a package with their status.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use axum::extract;
use axum::response::Response;

use super::access::user;
use super::code::{Refusal, answer};
use super::state::State;
use super::store::Package;
use super::xml::Element;
use crate::clock::micros;
use crate::sync::locked;

pub(super) async fn report(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    answer(rows(&state, &element))
}

/// An unknown package has no rows.
fn rows(state: &State, element: &Element) -> Result<String, Refusal> {
    element.check("smsrapor", &["ka", "pwd", "id"], &[])?;
    let user = user(state, element)?;
    let found = state.store.find(element.attribute("id")?);
    let Some(package) = found.filter(|package| package.owner == user && !package.is_cancelled()) else {
        return Ok(String::new());
    };
    let now = state.clock.unix_micros();
    if floods(state, &package, now) {
        state.counters.report_floods.fetch_add(1, Relaxed);
    }
    let row = |recipient: &super::store::Recipient| {
        format!("90{:010} {}\n", recipient.number, recipient.status_at(package.start_at, now))
    };
    Ok(package.recipients.iter().map(row).collect())
}

/// Whether a package is asked for too early or too often.
fn floods(state: &State, package: &Package, now: i64) -> bool {
    let asked = locked(&package.asked).replace(now);
    let too_early = now - package.accepted_at < micros(state.config.report_first_after);
    let too_often = asked.is_some_and(|asked| now - asked < micros(state.config.report_every));
    too_early || too_often
}
