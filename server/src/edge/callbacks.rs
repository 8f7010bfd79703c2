//! Where providers call with delivery reports and answers: one secret address per account.

use axum::body::{Body, to_bytes};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use services::engine::CallbackCall;
use services::{ServiceError, Services};

/// The largest call; Meta sends up to 3 MB (WhatsApp Cloud API, webhooks).
const MAX_BODY: usize = 4 << 20;

const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// `GET|POST /callbacks/{token}`. A call that counts is on disk when this answers 200. Whatever is
/// wrong is told by the status alone, and an unknown address looks like one that takes no calls; it is
/// answered without reading what comes there.
pub async fn take(
    State(services): State<Services>,
    Path(token): Path<String>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let account = match services.callback_account(&token).await {
        Ok(Some(account)) => account,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return not_kept(&error),
    };
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let call = CallbackCall {
        method: method.as_str().to_owned(),
        query: query.unwrap_or_default(),
        headers: readable(&headers),
        body: body.into(),
    };
    match services.accept_callback(account, call).await {
        Ok(answer) => {
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, [(CONTENT_TYPE, PLAIN)], answer.body).into_response()
        }
        Err(error) => not_kept(&error),
    }
}

/// The provider calls again.
fn not_kept(error: &ServiceError) -> Response {
    tracing::error!(%error, "a provider's call could not be kept");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Headers that are text; no signature is anything else.
fn readable(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |(name, value): (&http::HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    headers.iter().filter_map(text).collect()
}
