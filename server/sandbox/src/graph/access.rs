//! Bearer tokens.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::config::GraphConfig;
use super::errors::ApiError;

/// Refuses a missing or unknown token with 190; returns the token.
pub(super) fn check_token<'h>(headers: &'h HeaderMap, config: &GraphConfig) -> Result<&'h str, ApiError> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // The upload of template samples says OAuth instead of Bearer.
    let token = header.strip_prefix("Bearer ").or_else(|| header.strip_prefix("OAuth ")).unwrap_or_default();
    match token {
        "" => Err(ApiError::details(190, "An access token is required to request this resource.")),
        "expired" => Err(ApiError::subcode(190, 463)),
        _ if is_known(token, config) => Ok(token),
        _ => Err(ApiError::details(190, "Invalid OAuth access token - Cannot parse access token")),
    }
}

pub(super) fn is_known(token: &str, config: &GraphConfig) -> bool {
    match &config.access_token {
        Some(known) => known == token,
        None => !matches!(token, "" | "bad" | "expired"),
    }
}
