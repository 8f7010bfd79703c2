//! From a path to the call it means. Written by hand because a path may or may not start with a version.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Query, Request, State as Injected};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::access::check_token;
use super::errors::ApiError;
use super::state::State;
use super::{account, debug_token, media, messages, numbers, templates, uploads};

const MAX_JSON: usize = 4 << 20;

/// A call on one object.
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    /// What follows the id in the path, or empty.
    pub(super) edge: &'a str,
    pub(super) query: HashMap<String, String>,
    pub(super) body: Bytes,
}

impl Call<'_> {
    /// The body as JSON; an empty one is an empty object.
    pub(super) fn json(&self) -> Result<Value, ApiError> {
        if self.body.is_empty() {
            return Ok(Value::Object(serde_json::Map::new()));
        }
        serde_json::from_slice(&self.body).map_err(|error| ApiError::details(100, error.to_string()))
    }

    /// A parameter of the body or, as the vendor allows, of the query.
    pub(super) fn parameter(&self, name: &str) -> Result<Option<String>, ApiError> {
        let body = self.json()?;
        let given = body[name].as_str().map(String::from);
        Ok(given.or_else(|| self.query.get(name).cloned()))
    }
}

pub(super) async fn dispatch(Injected(state): Injected<Arc<State>>, request: Request) -> Response {
    match route(&state, request).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn route(state: &Arc<State>, request: Request) -> Result<Response, ApiError> {
    let path = request.uri().path().to_owned();
    let (id, edge) = split(&path);
    let token = check_token(request.headers(), &state.config)?;
    if matches!((request.method().as_str(), edge), ("POST", "messages" | "marketing_messages")) {
        if token == "limited" {
            return Err(ApiError::new(10));
        }
        let number = state.numbers.place(id).ok_or_else(|| ApiError::unknown_object(id))?;
        let body = read_body(request).await?;
        return Ok(messages::send(state, number, &body, edge == "marketing_messages").await);
    }
    if let Some(answer) = media::route(state, id, edge, &request) {
        return answer;
    }
    if edge == "media" && request.method() == "POST" && state.numbers.place(id).is_some() {
        return media::upload(state, request).await;
    }
    let (parts, body) = request.into_parts();
    let body = read(body).await?;
    on_object(state, id, edge, &parts, body).await
}

async fn on_object(
    state: &Arc<State>,
    id: &str,
    edge: &str,
    parts: &Parts,
    body: Bytes,
) -> Result<Response, ApiError> {
    let query = Query::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
    let call = Call { method: parts.method.as_str(), edge, query, body };
    if let Some(number) = state.numbers.place(id) {
        return numbers::call(state, number, &call).await.map(json);
    }
    if id == state.config.waba_id {
        return account::call(state, &call).await.map(json);
    }
    if id == "debug_token" {
        return debug_token::call(state, &call).map(json);
    }
    if id == state.config.app_id || id.starts_with("upload:") {
        return uploads::call(state, id, &call).map(json);
    }
    on_template(state, id, &call).map(json)
}

fn on_template(state: &State, id: &str, call: &Call<'_>) -> Result<Value, ApiError> {
    let template = state.templates.by_id(id).ok_or_else(|| ApiError::unknown_object(id))?;
    match (call.method, call.edge) {
        ("GET", "") => Ok(templates::show(&template, &call.query)),
        ("POST", "") => templates::change(state, &template, &call.body),
        ("POST", "unpause") => {
            state.templates.set_status(id, templates::TemplateStatus::Approved);
            Ok(serde_json::json!({ "success": true }))
        }
        _ => Err(ApiError::unknown_object(id)),
    }
}

fn json(value: Value) -> Response {
    Json(value).into_response()
}

/// The id and what follows it, without the version.
fn split(path: &str) -> (&str, &str) {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).peekable();
    segments.next_if(|segment| is_version(segment));
    let id = segments.next().unwrap_or_default();
    (id, segments.next().unwrap_or_default())
}

fn is_version(segment: &str) -> bool {
    let numbers = segment.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(major, minor)| digits(major) && digits(minor))
}

async fn read_body(request: Request) -> Result<Bytes, ApiError> {
    read(request.into_body()).await
}

async fn read(body: axum::body::Body) -> Result<Bytes, ApiError> {
    to_bytes(body, MAX_JSON).await.map_err(|_| ApiError::details(100, "the body cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_paths_with_and_without_a_version() {
        for (path, expected) in [
            ("/v25.0/106/messages", ("106", "messages")),
            ("/106/messages", ("106", "messages")),
            ("/v25.0/106", ("106", "")),
            ("/vx/106", ("vx", "106")),
            ("/", ("", "")),
        ] {
            assert_eq!(split(path), expected, "{path}");
        }
    }
}
