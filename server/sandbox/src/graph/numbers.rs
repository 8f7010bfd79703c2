//! Calls on a phone number.

use std::sync::Arc;

use serde_json::{Value, json};

use super::dispatch::Call;
use super::errors::ApiError;
use super::fields::picked;
use super::health;
use super::state::State;
use super::webhooks::verify;

pub(super) async fn call(state: &Arc<State>, number: usize, call: &Call<'_>) -> Result<Value, ApiError> {
    let fields = call.query.get("fields").map(String::as_str);
    match (call.method, call.edge) {
        ("GET", "") if fields == Some("health_status") => Ok(health::status(state, number)),
        ("GET", "") => Ok(picked(view(state, number), Some(fields.unwrap_or(DEFAULT_FIELDS)))),
        ("POST", "") => change(state, number, call).await,
        ("POST", "register") => register(call),
        ("POST", "deregister" | "request_code" | "verify_code" | "whatsapp_business_profile") => success(),
        ("GET", "whatsapp_business_profile") => Ok(profile()),
        ("POST" | "DELETE", "block_users") => {
            Ok(json!({ "messaging_product": "whatsapp", "block_users": {} }))
        }
        ("GET", "block_users") => Ok(json!({ "data": [] })),
        _ => Err(ApiError::unknown_object(&state.numbers.at(number).id)),
    }
}

/// What a read without `fields` shows.
const DEFAULT_FIELDS: &str = "verified_name,code_verification_status,display_phone_number,quality_rating,id";

/// A number with all fields.
pub(super) fn view(state: &State, number: usize) -> Value {
    let number = state.numbers.at(number);
    let status = if number.registered { "CONNECTED" } else { "PENDING" };
    let mut view = json!({
        "id": number.id, "display_phone_number": spaced(&number.display), "verified_name": number.verified_name,
        "quality_rating": "GREEN", "status": status, "code_verification_status": "VERIFIED",
        "name_status": "APPROVED", "platform_type": "CLOUD_API", "throughput": { "level": "STANDARD" },
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    });
    let mut routes = serde_json::Map::new();
    if let Some(url) = state.callbacks.of_number(&number.id) {
        routes.insert("phone_number".into(), url.into());
    }
    if let Some(url) = state.callbacks.of_account() {
        routes.insert("whatsapp_business_account".into(), url.into());
    }
    view["webhook_configuration"] = routes.into();
    view
}

/// `902121234567` as `+90 212 123 45 67`.
fn spaced(digits: &str) -> String {
    match digits.as_bytes() {
        [b'9', b'0', rest @ ..] if rest.len() == 10 => {
            format!("+90 {} {} {} {}", &digits[2..5], &digits[5..8], &digits[8..10], &digits[10..])
        }
        _ => format!("+{digits}"),
    }
}

/// An address for the webhooks of this number, or a new PIN.
async fn change(state: &State, number: usize, call: &Call<'_>) -> Result<Value, ApiError> {
    let body = call.json()?;
    let configuration = &body["webhook_configuration"];
    if let Some(url) = configuration["override_callback_uri"].as_str() {
        if !url.is_empty() {
            verify(state, url, configuration["verify_token"].as_str().unwrap_or_default()).await?;
        }
        state.callbacks.set_number(&state.numbers.at(number).id, url.to_owned());
        return success();
    }
    if body["pin"].as_str().is_some_and(is_pin) { success() } else { Err(ApiError::new(100)) }
}

/// A PIN of six digits; 000000 is a wrong one.
fn register(call: &Call<'_>) -> Result<Value, ApiError> {
    match call.json()?["pin"].as_str() {
        Some("000000") => Err(ApiError::new(133_005)),
        Some(pin) if is_pin(pin) => success(),
        _ => Err(ApiError::details(131_009, "pin must have six digits")),
    }
}

fn is_pin(pin: &str) -> bool {
    pin.len() == 6 && pin.bytes().all(|byte| byte.is_ascii_digit())
}

fn profile() -> Value {
    json!({ "data": [{ "messaging_product": "whatsapp", "about": "Sandbox", "vertical": "RETAIL" }] })
}

fn success() -> Result<Value, ApiError> {
    Ok(json!({ "success": true }))
}
