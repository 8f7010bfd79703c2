//! What only the operator's own tools may ask: a monitor on the same machine, or one with the token.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, FORWARDED, VIA};
use http::{HeaderMap, HeaderName, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use services::backups::Backups;
use subtle::ConstantTimeEq;

use super::{EdgeState, Metrics};

/// What a proxy adds: whoever it speaks for is not on this machine.
const PROXIED: [HeaderName; 5] = [
    FORWARDED,
    VIA,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-real-ip"),
];

/// What the operator's tools ask about.
#[derive(Clone, Default)]
pub struct Operation {
    /// With one, whoever shows it may ask and nobody else.
    pub token: Option<SecretString>,
    pub backups: Option<Backups>,
    pub metrics: Metrics,
}

/// The layer: everybody else finds nothing here.
pub async fn only_operator(State(state): State<EdgeState>, request: Request, next: Next) -> Response {
    if may_ask(&state, &request) { next.run(request).await } else { StatusCode::NOT_FOUND.into_response() }
}

/// Without a token only this machine may ask, and only where no proxy stands in front, for which everybody
/// comes from this machine.
fn may_ask(state: &EdgeState, request: &Request) -> bool {
    if let Some(token) = &state.operation.token {
        return shows(request.headers(), token);
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_here = peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback());
    let proxied = PROXIED.iter().any(|name| request.headers().contains_key(name));
    is_here && !proxied && !state.secure && !state.trust_proxy
}

fn shows(headers: &HeaderMap, token: &SecretString) -> bool {
    let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    shown.as_bytes().ct_eq(token.expose_secret().as_bytes()).into()
}
