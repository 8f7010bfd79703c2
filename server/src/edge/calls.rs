//! One layer around every call below `/api/v1`: a program gets JSON and a true status, a form posted
//! without JavaScript gets a redirect, with what was typed kept when it failed.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::failure::{Failure, Problem};
use domain::limits::LimitReached;
use http::header::{ACCEPT, ALLOW, CONTENT_TYPE, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::json;
use services::Services;

use super::apart::apart;
use super::same_site::has_bearer;
use super::{EdgeState, back, broken, nul};

/// The largest body of a call; files have routes of their own.
pub const MAX_BODY: usize = 1024 * 1024;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The layer. Inner handlers always see a caller who wants JSON, so that nothing below redirects.
pub async fn answer_calls(State(state): State<EdgeState>, mut request: Request, next: Next) -> Response {
    let form = is_plain_form(request.method(), request.headers());
    request.headers_mut().insert(ACCEPT, JSON);
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_BODY).await else {
        let failure = Failure::new(Problem::TooLarge);
        return if form { broken::page(&failure) } else { problem(&failure) };
    };
    if nul::is_in(&parts, &bytes) {
        return problem(&Failure::new(Problem::Malformed));
    }
    let request = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    if !form {
        return Answer::read(apart(next.run(request)).await).await.for_program();
    }
    let (twice, asked, sent) = (state.twice.clone(), parts.clone(), bytes.clone());
    let answering = async move {
        let answer = Answer::read(apart(next.run(request)).await).await;
        answer.for_form(&state.services, &parts, &bytes).await
    };
    twice.once(&asked, &sent, answering).await
}

/// Everything below `/api` that is no call.
pub async fn unknown() -> Response {
    problem(&Failure::new(Problem::NotFound))
}

/// Whether a path is that of a call.
pub fn is_call(path: &str) -> bool {
    path.starts_with("/api/")
}

/// A browser that posts a form by itself says so in two headers; everything else is a program.
pub fn is_plain_form(method: &Method, headers: &HeaderMap) -> bool {
    let has = |name, part| headers.get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(part));
    method == Method::POST
        && has(CONTENT_TYPE, "application/x-www-form-urlencoded")
        && has(ACCEPT, "text/html")
        && !has_bearer(headers)
}

/// What a status means that came without a failure of ours.
const fn unsaid(status: StatusCode) -> Failure {
    Failure::new(match status {
        StatusCode::METHOD_NOT_ALLOWED => Problem::WrongMethod,
        _ => Problem::Internal,
    })
}

/// What a call answered.
enum Answer {
    Done(Response),
    Failed { failure: Failure, headers: HeaderMap },
}

impl Answer {
    async fn read(response: Response) -> Self {
        if !response.status().is_client_error() && !response.status().is_server_error() {
            return Self::Done(response);
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, MAX_BODY).await.unwrap_or_default();
        let failure = serde_json::from_slice(&bytes).unwrap_or_else(|_| unsaid(parts.status));
        Self::Failed { failure, headers: parts.headers }
    }

    fn for_program(self) -> Response {
        match self {
            Self::Done(response) => response,
            Self::Failed { failure, headers } => keep(problem(&failure), &headers, &[SET_COOKIE, ALLOW]),
        }
    }

    /// The place the call named, or the page the form stands on.
    async fn for_form(self, services: &Services, asked: &Parts, body: &Bytes) -> Response {
        let (page, path) = (back::page_of(asked.headers.get(REFERER)), asked.uri.path());
        match self {
            Self::Done(response) => {
                let named = response.headers().get(LOCATION).and_then(|place| place.to_str().ok());
                let place = named.map_or_else(|| back::with_done(&page, path), ToOwned::to_owned);
                keep(Redirect::to(&place).into_response(), response.headers(), &[SET_COOKIE])
            }
            Self::Failed { failure, headers } => {
                let place =
                    match services.keep_draft(asked.extensions.get(), path, typed(body), &failure).await {
                        Ok(Some(token)) => back::with_draft(&page, token.expose()),
                        Ok(None) => return broken::page(&Failure::new(Problem::TooLarge)),
                        Err(error) => return problem(&error.into()),
                    };
                keep(Redirect::to(&place).into_response(), &headers, &[SET_COOKIE])
            }
        }
    }
}

/// The fields of a form as they were typed; of a field with several values (`name[]`) each on a line.
/// Secrets among them are not kept: see `keep_draft`.
fn typed(body: &Bytes) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::<String, String>::new();
    for (name, value) in form_urlencoded::parse(body) {
        match fields.get_mut(name.as_ref()).filter(|_| name.ends_with("[]")) {
            Some(earlier) => *earlier = [earlier.as_str(), &value].join("\n"),
            None => drop(fields.insert(name.into_owned(), value.into_owned())),
        }
    }
    fields
}

/// A failure as RFC 9457 problem details. The members of [`Failure`] stand beside the standard ones,
/// so the browser's code reads the same body.
pub fn problem(failure: &Failure) -> Response {
    let status = StatusCode::from_u16(failure.problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut body = serde_json::to_value(failure).unwrap_or_default();
    body["type"] = json!(format!("/problems/{}", failure.problem.word()));
    body["title"] = json!(failure.problem.word());
    body["status"] = json!(status.as_u16());
    if let Some(reached) = LimitReached::of(failure) {
        body["limit"] = json!(reached);
    }
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, PROBLEM_JSON);
    if let Some(seconds) = seconds_to_wait(failure) {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

fn seconds_to_wait(failure: &Failure) -> Option<u64> {
    let detail = failure.detail.as_deref().filter(|_| failure.problem == Problem::TooManyTries);
    detail?.parse().ok()
}

/// The answer with some headers of another.
fn keep(mut response: Response, from: &HeaderMap, names: &[HeaderName]) -> Response {
    for name in names {
        for value in from.get_all(name) {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tried_too_often_is_told_how_long_to_wait() {
        let blocked = Failure { detail: Some("8".to_owned()), ..Failure::new(Problem::TooManyTries) };
        assert_eq!(problem(&blocked).headers().get(RETRY_AFTER), Some(&HeaderValue::from(8_u64)));
        assert_eq!(problem(&Failure::new(Problem::Busy)).headers().get(RETRY_AFTER), None);
    }

    #[test]
    fn a_failed_form_keeps_what_was_typed() {
        let kept = typed(&Bytes::from_static(b"login=ay%C5%9Fe+x&note="));
        let expected = [("login", "ayşe x"), ("note", "")];
        assert_eq!(kept, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        let ticked =
            typed(&Bytes::from_static(b"contacts%5B%5D=a&contacts%5B%5D=b&contacts%5B%5D=c&act=x&act=y"));
        let kept: Vec<_> = ticked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(kept, [("act", "y"), ("contacts[]", "a\nb\nc")]);
    }

    #[test]
    fn only_a_browser_posting_by_itself_is_a_form() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        assert!(!is_plain_form(&Method::POST, &headers));
        headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml"));
        assert!(is_plain_form(&Method::POST, &headers));
        headers.insert(http::header::AUTHORIZATION, HeaderValue::from_static("Bearer x"));
        assert!(!is_plain_form(&Method::POST, &headers));
    }
}
