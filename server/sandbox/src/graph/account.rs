//! Calls on the WhatsApp business account.

use std::sync::Arc;

use serde_json::{Value, json};

use super::dispatch::Call;
use super::errors::ApiError;
use super::fields::picked;
use super::state::State;
use super::webhooks::verify;
use super::{health, numbers, templates};

pub(super) async fn call(state: &Arc<State>, call: &Call<'_>) -> Result<Value, ApiError> {
    let fields = call.query.get("fields").map(String::as_str);
    match (call.method, call.edge) {
        ("GET", "") if fields == Some("health_status") => Ok(health::status(state, 0)),
        ("GET", "") => Ok(picked(view(state), fields)),
        ("GET", "phone_numbers") => Ok(list_numbers(state, fields)),
        ("GET", "message_templates") => templates::list(state, &call.query),
        ("POST", "message_templates") => templates::create(state, &call.body),
        ("DELETE", "message_templates") => templates::remove(state, &call.query),
        ("GET", "subscribed_apps") => Ok(subscriptions(state)),
        ("POST", "subscribed_apps") => subscribe(state, call).await,
        ("DELETE", "subscribed_apps") => {
            state.callbacks.unsubscribe();
            Ok(json!({ "success": true }))
        }
        _ => Err(ApiError::unknown_object(&state.config.waba_id)),
    }
}

fn view(state: &State) -> Value {
    json!({
        "id": state.config.waba_id, "name": "Sandbox Ticaret", "currency": "TRY", "timezone_id": "131",
        "message_template_namespace": "sandbox", "account_review_status": "APPROVED",
    })
}

fn list_numbers(state: &State, fields: Option<&str>) -> Value {
    let all: Vec<_> =
        (0..state.numbers.count()).map(|number| picked(numbers::view(state, number), fields)).collect();
    json!({ "data": all })
}

fn subscriptions(state: &State) -> Value {
    if !state.callbacks.is_subscribed() {
        return json!({ "data": [] });
    }
    let mut app = json!({
        "whatsapp_business_api_data": { "id": state.config.app_id, "name": "Sandbox", "link": "https://sandbox.test/" },
    });
    if let Some(url) = state.callbacks.of_account() {
        app["override_callback_uri"] = url.into();
    }
    json!({ "data": [app] })
}

/// Subscribes the app; an address of the account's own is verified first.
async fn subscribe(state: &State, call: &Call<'_>) -> Result<Value, ApiError> {
    let url = call.parameter("override_callback_uri")?.filter(|url| !url.is_empty());
    if let Some(url) = &url {
        let token = call.parameter("verify_token")?.unwrap_or_default();
        verify(state, url, &token).await?;
    }
    state.callbacks.subscribe(url);
    Ok(json!({ "success": true }))
}
