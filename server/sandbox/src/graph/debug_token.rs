//! `GET /debug_token?input_token=…`.

use serde_json::{Value, json};

use super::access::is_known;
use super::dispatch::Call;
use super::errors::ApiError;
use super::state::State;

const SCOPES: [&str; 2] = ["whatsapp_business_management", "whatsapp_business_messaging"];

pub(super) fn call(state: &State, call: &Call<'_>) -> Result<Value, ApiError> {
    let token =
        call.query.get("input_token").ok_or_else(|| ApiError::details(100, "input_token is required"))?;
    if !is_known(token, &state.config) {
        return Ok(invalid(state));
    }
    // The token `limited` may manage, but not send.
    let scopes = if token == "limited" { &SCOPES[..1] } else { &SCOPES[..] };
    let granular: Vec<_> =
        scopes.iter().map(|scope| json!({ "scope": scope, "target_ids": [state.config.waba_id] })).collect();
    Ok(json!({ "data": {
        "app_id": state.config.app_id, "type": "SYSTEM_USER", "application": "Sandbox", "is_valid": true,
        "expires_at": 0, "scopes": scopes, "granular_scopes": granular,
    }}))
}

fn invalid(state: &State) -> Value {
    json!({ "data": {
        "app_id": state.config.app_id, "is_valid": false, "scopes": [], "granular_scopes": [],
        "error": { "code": 190, "message": "Error validating access token: Session has expired", "subcode": 463 },
    }})
}
