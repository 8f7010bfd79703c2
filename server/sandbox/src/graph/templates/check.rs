//! Whether the parameters of a message fit its template.

use super::shape::{ButtonShape, HeaderShape, Variables};
use super::store::Template;
use crate::graph::errors::ApiError;
use crate::graph::messages::{Component, Parameter};

/// Longest text after filling in; the limit of a body is taken for it.
const MAX_FILLED: usize = 1024;

/// Checks header, body and buttons in the order of the vendor.
pub(in crate::graph) fn check_components(
    template: &Template,
    components: &[Component<'_>],
) -> Result<(), ApiError> {
    let shape = &template.shape;
    let parameters = |kind: &str| {
        let found = components.iter().find(|component| component.kind.eq_ignore_ascii_case(kind));
        found.map_or(&[][..], |component| &component.parameters)
    };
    check_header(&shape.header, parameters("header"))?;
    let body = parameters("body");
    check_texts("body", &shape.body, body)?;
    let filled =
        shape.body_length + body.iter().map(|parameter| parameter.text.chars().count()).sum::<usize>();
    if filled > MAX_FILLED {
        return Err(ApiError::details(132_005, format!("body: filled text has {filled} characters")));
    }
    shape.buttons.iter().enumerate().try_for_each(|(index, button)| check_button(*button, index, components))
}

fn check_header(shape: &HeaderShape, parameters: &[Parameter<'_>]) -> Result<(), ApiError> {
    match shape {
        HeaderShape::None => count("header", parameters.len(), 0),
        HeaderShape::Text(variables) => check_texts("header", variables, parameters),
        HeaderShape::Media(kind) => {
            count("header", parameters.len(), 1)?;
            let fits = parameters.iter().all(|parameter| parameter.kind == *kind && parameter.has_media());
            if fits {
                Ok(())
            } else {
                Err(format_mismatch(&format!("header: Format mismatch, expected {}", kind.to_uppercase())))
            }
        }
    }
}

fn check_texts(place: &str, variables: &Variables, parameters: &[Parameter<'_>]) -> Result<(), ApiError> {
    count(place, parameters.len(), variables.len())?;
    for parameter in parameters {
        if !matches!(&*parameter.kind, "text" | "currency" | "date_time") {
            return Err(format_mismatch(&format!("{place}: parameter of type {}", parameter.kind)));
        }
        check_text(place, parameter)?;
    }
    if let Variables::Named(names) = variables {
        let missing = names.iter().find(|name| parameters.iter().all(|parameter| parameter.name != **name));
        if let Some(name) = missing {
            return Err(ApiError::details(132_000, format!("{place}: parameter name {name} is missing")));
        }
    }
    Ok(())
}

fn check_text(place: &str, parameter: &Parameter<'_>) -> Result<(), ApiError> {
    if parameter.kind != "text" {
        return Ok(());
    }
    if parameter.text.is_empty() {
        return Err(ApiError::details(
            131_008,
            format!("{place}: Parameter of type text is missing text value"),
        ));
    }
    if parameter.text.contains(['\n', '\t']) || parameter.text.contains("     ") {
        let details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
        return Err(ApiError::details(132_018, details));
    }
    Ok(())
}

fn check_button(button: ButtonShape, index: usize, components: &[Component<'_>]) -> Result<(), ApiError> {
    let (kind, parameter) = match button {
        ButtonShape::Plain => return Ok(()),
        ButtonShape::Url => ("url", "text"),
        ButtonShape::CopyCode => ("copy_code", "coupon_code"),
    };
    let given = components.iter().find(|component| {
        component.kind.eq_ignore_ascii_case("button")
            && component.sub_type.eq_ignore_ascii_case(kind)
            && component.index() == Some(index)
    });
    let fits =
        given.is_some_and(|given| given.parameters.len() == 1 && given.parameters[0].kind == parameter);
    if fits {
        return Ok(());
    }
    Err(ApiError::details(
        131_008,
        format!("buttons: Button at index {index} of type {kind} requires a parameter"),
    ))
}

fn count(place: &str, given: usize, expected: usize) -> Result<(), ApiError> {
    if given == expected {
        return Ok(());
    }
    let details = format!(
        "{place}: number of localizable_params ({given}) does not match the expected number of params ({expected})"
    );
    Err(ApiError::details(132_000, details))
}

fn format_mismatch(details: &str) -> ApiError {
    ApiError::details(132_012, details)
}
