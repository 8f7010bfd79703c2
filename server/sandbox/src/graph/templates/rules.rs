//! What a new template must be like.

use serde_json::Value;

use super::shape::{Variables, kind};
use crate::graph::errors::ApiError;

/// Checks name, lengths, variables and their examples (developers.facebook.com, template components).
pub(super) fn check_new(name: &str, category: &str, components: &Value) -> Result<(), ApiError> {
    let valid_name = !name.is_empty()
        && name.len() <= 512
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    require(valid_name, "name must be lower-case letters, digits and underscores")?;
    require(matches!(category, "UTILITY" | "MARKETING" | "AUTHENTICATION"), "category is not known")?;
    let components = components.as_array().map(Vec::as_slice).unwrap_or_default();
    let bodies = components.iter().filter(|component| kind(component) == "BODY").count();
    require(bodies == 1, "exactly one BODY component is needed")?;
    components.iter().try_for_each(|component| check_component(component, category))
}

fn check_component(component: &Value, category: &str) -> Result<(), ApiError> {
    let text = component["text"].as_str().unwrap_or_default();
    match kind(component).as_str() {
        "BODY" if category == "AUTHENTICATION" => Ok(()),
        "BODY" => check_body(component, text),
        "FOOTER" => require(within(text, 60), "footer has more than 60 characters"),
        "HEADER" => check_header(component, text),
        "BUTTONS" => check_buttons(component),
        other => Err(invalid(format!("component type {other} is not known"))),
    }
}

fn check_body(component: &Value, text: &str) -> Result<(), ApiError> {
    require(within(text, 1024), "body must have 1 to 1024 characters")?;
    let trimmed = text.trim();
    let dangling = trimmed.starts_with("{{") || trimmed.ends_with("}}");
    if dangling {
        return Err(ApiError::subcode(100, 2_388_299));
    }
    let example = &component["example"];
    let examples = match Variables::of(text) {
        Variables::Positional(0) => return Ok(()),
        Variables::Positional(_) => example["body_text"][0].as_array(),
        Variables::Named(_) => example["body_text_named_params"].as_array(),
    };
    let given = examples.map_or(0, Vec::len);
    require(given == Variables::of(text).len(), "every variable of the body needs an example")
}

fn check_header(component: &Value, text: &str) -> Result<(), ApiError> {
    let format = component["format"].as_str().unwrap_or("TEXT");
    if format.eq_ignore_ascii_case("TEXT") {
        require(within(text, 60), "header must have 1 to 60 characters")?;
        return require(Variables::of(text).len() <= 1, "header has more than one variable");
    }
    let handle = component["example"]["header_handle"][0].as_str();
    require(format.eq_ignore_ascii_case("LOCATION") || handle.is_some(), "a media header needs a sample")
}

fn check_buttons(component: &Value) -> Result<(), ApiError> {
    let buttons = component["buttons"].as_array().map(Vec::as_slice).unwrap_or_default();
    require((1..=10).contains(&buttons.len()), "there must be 1 to 10 buttons")?;
    let urls = buttons.iter().filter(|button| kind(button) == "URL").count();
    require(urls <= 2, "there are more than two URL buttons")?;
    let short = buttons.iter().all(|button| button["text"].as_str().is_none_or(|text| within(text, 25)));
    require(short, "a button has more than 25 characters")
}

fn within(text: &str, limit: usize) -> bool {
    (1..=limit).contains(&text.chars().count())
}

fn require(met: bool, details: &str) -> Result<(), ApiError> {
    if met { Ok(()) } else { Err(invalid(details)) }
}

fn invalid(details: impl Into<String>) -> ApiError {
    ApiError::details(100, details)
}
