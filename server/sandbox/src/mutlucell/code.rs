//! Answers: plain text with HTTP 200, an error being two digits and nothing else.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// A business error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) &'static str);

pub(super) const XML: Refusal = Refusal("20");
pub(super) const SENDER: Refusal = Refusal("21");
pub(super) const CREDIT: Refusal = Refusal("22");
pub(super) const LOGIN: Refusal = Refusal("23");
pub(super) const BUSY: Refusal = Refusal("24");
pub(super) const STOPPED: Refusal = Refusal("25");

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        plain(self.0)
    }
}

pub(super) fn plain(text: impl Into<String>) -> Response {
    ([(CONTENT_TYPE, "text/plain;charset=UTF-8")], text.into()).into_response()
}

/// The answer with any code, also one that a fault made up.
pub(super) fn refusal(code: &str) -> Response {
    plain(code)
}

/// Data, or the code of a refusal.
pub(super) fn answer(result: Result<String, Refusal>) -> Response {
    match result {
        Ok(text) => plain(text),
        Err(refusal) => refusal.into_response(),
    }
}
