//! The error codes of the Graph API and their two shapes.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Code, HTTP status, title. Statuses follow the vendor's page of December 2025.
const CODES: &[(u32, u16, &str)] = &[
    (1, 400, "API Unknown"),
    (2, 503, "API Service"),
    (3, 500, "API Method"),
    (4, 400, "API Too Many Calls"),
    (10, 403, "Permission Denied"),
    (33, 400, "Parameter value is not valid"),
    (100, 400, "Invalid parameter"),
    (190, 401, "Access token has expired"),
    (368, 403, "Temporarily blocked for policies violations"),
    (2200, 400, "Callback verification failed"),
    (80_007, 400, "Rate limit issues"),
    (130_403, 400, "Business blocked user"),
    (130_429, 400, "Rate limit hit"),
    (130_472, 400, "User's number is part of an experiment"),
    (130_497, 403, "Business account is restricted from messaging users in this country"),
    (131_000, 500, "Something went wrong"),
    (131_005, 403, "Access denied"),
    (131_008, 400, "Required parameter is missing"),
    (131_009, 400, "Parameter value is not valid"),
    (131_016, 500, "Service unavailable"),
    (131_021, 400, "Recipient cannot be sender"),
    (131_026, 400, "Message undeliverable"),
    (131_030, 400, "Recipient phone number not in allowed list"),
    (131_031, 403, "Business account has been locked"),
    (131_037, 400, "WhatsApp provided number needs display name approval before message can be sent"),
    (131_042, 400, "Business eligibility payment issue"),
    (131_045, 500, "Incorrect certificate"),
    (131_047, 400, "Re-engagement message"),
    (131_048, 400, "Spam rate limit hit"),
    (131_049, 400, "Meta chose not to deliver"),
    (131_050, 400, "User has stopped marketing messages from this business"),
    (131_051, 400, "Message type unknown"),
    (131_053, 400, "Media upload error"),
    (131_055, 400, "Method not allowed"),
    (131_056, 400, "(Business Account, Consumer Account) pair rate limit hit"),
    (131_057, 500, "Account in maintenance mode"),
    (131_059, 400, "Invalid cursor"),
    (131_062, 400, "Business-scoped user ID is not supported for this message"),
    (132_000, 400, "Number of parameters does not match the expected number of params"),
    (132_001, 404, "Template name does not exist in the translation"),
    (132_005, 400, "Translated text too long"),
    (132_012, 400, "Parameter format does not match format in the created template"),
    (132_015, 400, "Template is paused"),
    (132_016, 400, "Template is disabled"),
    (132_018, 400, "There is an issue with the parameters in your template"),
    (133_005, 400, "Two step verification PIN mismatch"),
    (133_010, 400, "Phone number not registered"),
];

/// A refused call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ApiError {
    code: u32,
    subcode: Option<u32>,
    details: Option<String>,
}

impl ApiError {
    pub(super) fn new(code: u32) -> Self {
        Self { code, subcode: None, details: None }
    }

    pub(super) fn details(code: u32, details: impl Into<String>) -> Self {
        Self { code, subcode: None, details: Some(details.into()) }
    }

    pub(super) fn subcode(code: u32, subcode: u32) -> Self {
        Self { code, subcode: Some(subcode), details: None }
    }

    /// An id that nothing has, or that the token may not see.
    pub(super) fn unknown_object(id: &str) -> Self {
        let details = format!(
            "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation"
        );
        Self { code: 100, subcode: Some(33), details: Some(details) }
    }

    fn body(&self) -> Value {
        let (_, title) = looked_up(self.code);
        let details = self.details.as_deref().unwrap_or(title);
        let mut error = json!({
            "message": format!("(#{}) {title}", self.code),
            "type": "OAuthException",
            "code": self.code,
            "error_data": { "messaging_product": "whatsapp", "details": details },
            "fbtrace_id": "AsandboxTrace00000000000",
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = subcode.into();
        }
        if self.code == 2 {
            error["is_transient"] = true.into();
        }
        json!({ "error": error })
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, _) = looked_up(self.code);
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(self.body())).into_response();
        if let Some((name, value)) = usage_header(self.code) {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// The refusal that a planned fault asks for.
pub(super) fn refusal(code: &str) -> Response {
    ApiError::new(code.parse().unwrap_or(131_000)).into_response()
}

/// The error object of a webhook.
pub(super) fn webhook_error(code: u32) -> Value {
    let (_, title) = looked_up(code);
    json!({
        "code": code, "title": title, "message": title, "error_data": { "details": title },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    })
}

fn looked_up(code: u32) -> (u16, &'static str) {
    let found = CODES.iter().find(|(known, ..)| *known == code);
    found.map_or((400, "Unknown error"), |(_, status, title)| (*status, title))
}

fn usage_header(code: u32) -> Option<(&'static str, &'static str)> {
    match code {
        4 => Some(("x-app-usage", r#"{"call_count":100,"total_cputime":25,"total_time":25}"#)),
        80_007 => Some((
            "x-business-use-case-usage",
            r#"{"102290129340398":[{"type":"whatsapp","call_count":100,"total_cputime":20,"total_time":20,"estimated_time_to_regain_access":1}]}"#,
        )),
        _ => None,
    }
}
