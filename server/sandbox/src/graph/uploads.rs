//! Samples for template headers: `POST /{app}/uploads`, then `POST /upload:…`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::dispatch::Call;
use super::errors::ApiError;
use super::state::State;

pub(super) fn call(state: &State, id: &str, call: &Call<'_>) -> Result<Value, ApiError> {
    match (call.method, call.edge) {
        ("POST", "uploads") => start(state, call),
        ("POST", "") if id.starts_with("upload:") => {
            Ok(json!({ "h": format!("4::{}", STANDARD.encode(id)) }))
        }
        ("GET", "") if id.starts_with("upload:") => Ok(json!({ "id": id, "file_offset": 0 })),
        ("GET", "") => Ok(json!({ "id": id, "name": "Sandbox" })),
        _ => Err(ApiError::unknown_object(id)),
    }
}

fn start(state: &State, call: &Call<'_>) -> Result<Value, ApiError> {
    let complete = ["file_length", "file_type"].iter().all(|name| call.query.contains_key(*name));
    if !complete {
        return Err(ApiError::details(100, "file_length and file_type are required"));
    }
    Ok(json!({ "id": format!("upload:{}", STANDARD.encode(state.ids.digits())) }))
}
