//! HTTP Basic with the API user code and password.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::code::{AUTH, Refusal};
use super::config::NetgsmConfig;
use super::state::State;

/// Proof that the caller gave a good login, with its user code.
pub(super) struct Caller(pub(super) String);

impl FromRequestParts<Arc<State>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, Refusal> {
        let login = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(basic);
        match login {
            Some((usercode, password)) if is_known(&state.config, &usercode, &password) => Ok(Self(usercode)),
            _ => Err(AUTH),
        }
    }
}

/// Whether a login is good: the configured one, or any whose password is not `bad`.
pub(super) fn is_known(config: &NetgsmConfig, usercode: &str, password: &str) -> bool {
    match &config.credentials {
        Some(known) => known.usercode == usercode && known.password == password,
        None => !usercode.is_empty() && !password.is_empty() && password != "bad",
    }
}

fn basic(header: &str) -> Option<(String, String)> {
    let text = String::from_utf8(STANDARD.decode(header.strip_prefix("Basic ")?).ok()?).ok()?;
    let (usercode, password) = text.split_once(':')?;
    Some((usercode.to_owned(), password.to_owned()))
}
