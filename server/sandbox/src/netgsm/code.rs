//! Answers with a code: HTTP 200 with `00`, HTTP 406 with anything else.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A business error; becomes HTTP 406 with `{"code","description"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) &'static str);

pub(super) const TEXT: Refusal = Refusal("20");
pub(super) const AUTH: Refusal = Refusal("30");
pub(super) const HEADER: Refusal = Refusal("40");
pub(super) const NO_IYS: Refusal = Refusal("50");
pub(super) const NOT_FOUND: Refusal = Refusal("60");
pub(super) const PARAMETER: Refusal = Refusal("70");
pub(super) const LIMIT: Refusal = Refusal("80");
pub(super) const NUMBER_LIMIT: Refusal = Refusal("85");
pub(super) const SYSTEM: Refusal = Refusal("100");

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        refusal(self.0)
    }
}

/// The answer with any code, also one that a fault made up.
pub(super) fn refusal(code: &str) -> Response {
    let body = json!({ "code": code, "description": description(code) });
    (StatusCode::NOT_ACCEPTABLE, Json(body)).into_response()
}

fn description(code: &str) -> &'static str {
    match code {
        "20" => "messageError",
        "30" => "invalidCredentials",
        "40" => "headerNotDefined",
        "41" => "headerNotUsable",
        "50" | "51" => "iysError",
        "60" => "notFound",
        "70" => "parameterError",
        "80" | "85" => "limitExceeded",
        _ => "systemError",
    }
}
