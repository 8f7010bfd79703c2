//! Creating, reading, changing and deleting templates.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::demo::make;
use super::rules::check_new;
use super::shape::Shape;
use super::store::{Template, TemplateStatus};
use crate::clock::micros;
use crate::graph::errors::ApiError;
use crate::graph::fields::picked;
use crate::graph::state::State;
use crate::graph::webhooks::Event;

#[derive(Deserialize)]
struct NewTemplate {
    name: String,
    language: String,
    category: String,
    components: Value,
}

/// `POST /{waba}/message_templates`: PENDING, and reviewed after a while.
pub(in crate::graph) fn create(state: &State, body: &[u8]) -> Result<Value, ApiError> {
    let new: NewTemplate =
        serde_json::from_slice(body).map_err(|error| ApiError::details(100, error.to_string()))?;
    check_new(&new.name, &new.category, &new.components)?;
    if state.templates.has(&new.name, &new.language) {
        return Err(ApiError::subcode(100, 2_388_024));
    }
    let id = state.ids.digits();
    let status = TemplateStatus::Pending;
    state.templates.put(make(id.clone(), &new.name, &new.language, &new.category, status, new.components));
    plan_review(state, &id, &new.name);
    Ok(json!({ "id": id, "status": status, "category": new.category }))
}

fn plan_review(state: &State, id: &str, name: &str) {
    let Some(after) = state.config.template_review else { return };
    let verdict = if name.contains("reddet") { TemplateStatus::Rejected } else { TemplateStatus::Approved };
    let due = state.clock.unix_micros() + micros(after);
    state.events.push(due, Event::Review { template: id.to_owned(), verdict });
}

/// `GET /{template}`.
pub(in crate::graph) fn show(template: &Template, query: &HashMap<String, String>) -> Value {
    picked(template.view(), query.get("fields").map(String::as_str))
}

/// `POST /{template}`: components are replaced as a whole and reviewed again.
pub(in crate::graph) fn change(state: &State, template: &Template, body: &[u8]) -> Result<Value, ApiError> {
    let body: Value =
        serde_json::from_slice(body).map_err(|error| ApiError::details(100, error.to_string()))?;
    if template.status == TemplateStatus::Pending || template.status == TemplateStatus::Disabled {
        return Err(ApiError::details(100, "only approved, rejected or paused templates can be edited"));
    }
    let components = body.get("components").unwrap_or(&template.components).clone();
    check_new(&template.name, &template.category, &components)?;
    let shape = Shape::of(&components);
    state.templates.put(Template { components, shape, status: TemplateStatus::Pending, ..template.clone() });
    plan_review(state, &template.id, &template.name);
    Ok(json!({ "success": true }))
}

/// `DELETE /{waba}/message_templates?name=…[&hsm_id=…]`.
pub(in crate::graph) fn remove(state: &State, query: &HashMap<String, String>) -> Result<Value, ApiError> {
    let name = query.get("name").ok_or_else(|| ApiError::details(100, "name is required"))?;
    if state.templates.remove(name, query.get("hsm_id").map(String::as_str)) {
        return Ok(json!({ "success": true }));
    }
    Err(ApiError::details(132_001, format!("message template {name} was not found")))
}
