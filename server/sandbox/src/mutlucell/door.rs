//! What every call passes first: its element is read, and no account has two calls running.

use std::collections::HashSet;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{self, Request};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::access::name;
use super::code::{BUSY, XML};
use super::state::State;
use super::xml::{Element, parse};
use crate::sync::locked;

const MAX_BODY: usize = 32 << 20;

/// The accounts that have a call running.
pub(super) type Running = Mutex<HashSet<String>>;

/// Ends the call of an account, also when the caller hangs up.
struct Turn<'s>(&'s Running, String);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        locked(self.0).remove(&self.1);
    }
}

pub(super) async fn enter(
    extract::State(state): extract::State<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut head, body) = request.into_parts();
    let said_xml = head.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.to_str().is_ok_and(is_xml));
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let Some(element) = parse(&body).filter(|_| said_xml) else {
        state.counters.malformed.fetch_add(1, Relaxed);
        return XML.into_response();
    };
    let Some(_turn) = turn(&state, &element) else {
        state.counters.overlaps.fetch_add(1, Relaxed);
        return BUSY.into_response();
    };
    head.extensions.insert(Arc::new(element));
    next.run(Request::from_parts(head, Body::empty())).await
}

fn turn<'s>(state: &'s State, element: &Element) -> Option<Turn<'s>> {
    let name = name(element);
    let free = locked(&state.running).insert(name.clone());
    // Whoever does not get a turn must not end another's.
    (free || !state.config.one_at_a_time).then(|| Turn(&state.running, name))
}

/// `text/xml` or `application/xml`, in UTF-8.
fn is_xml(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    let xml = matches!(parts.next(), Some("text/xml" | "application/xml"));
    xml && parts.all(|part| part.trim_start_matches("charset=").trim_matches('"') == "utf-8")
}
