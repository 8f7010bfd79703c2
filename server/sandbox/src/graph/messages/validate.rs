//! From a body to a message that may be accepted.

use std::borrow::Cow;
use std::sync::Arc;

use super::body::{SendBody, TemplateBody};
use super::content::{check_content, missing};
use crate::graph::config::GraphNumber;
use crate::graph::errors::ApiError;
use crate::graph::state::State;
use crate::graph::templates::{Template, check_components};

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Addressee<'a> {
    /// Digits of a phone number with country code.
    Phone(&'a str),
    /// Business-scoped user id.
    Scoped(&'a str),
}

/// A message that breaks no rule of form.
pub(super) struct Checked<'a> {
    pub(super) to: Addressee<'a>,
    pub(super) template: Option<Arc<Template>>,
    pub(super) marketing: bool,
}

impl<'a> Addressee<'a> {
    pub(super) fn key(&self) -> &'a str {
        match self {
            Self::Phone(key) | Self::Scoped(key) => key,
        }
    }
}

/// Checks a body as the messages endpoint does, or the marketing endpoint if `marketing`.
pub(super) fn check<'a>(
    state: &State,
    number: &GraphNumber,
    body: &'a SendBody<'_>,
    marketing: bool,
) -> Result<Checked<'a>, ApiError> {
    check_envelope(body)?;
    let to = addressee(body)?;
    if to == Addressee::Phone(&number.display) {
        return Err(ApiError::new(131_021));
    }
    let template = match &*body.kind {
        "template" => Some(check_template(state, body.template.as_ref())?),
        _ if marketing => return Err(ApiError::details(131_055, "only templates can be sent here")),
        _ => {
            check_content(body)?;
            None
        }
    };
    if let Some(template) = &template {
        check_category(state, template, &to, marketing)?;
    }
    Ok(Checked { to, template, marketing })
}

fn check_envelope(body: &SendBody<'_>) -> Result<(), ApiError> {
    if body.messaging_product != "whatsapp" {
        return Err(ApiError::details(100, "The parameter messaging_product is required."));
    }
    if !matches!(&*body.recipient_type, "" | "individual") {
        return Err(ApiError::details(131_009, "recipient_type is not supported"));
    }
    if body.callback_data.chars().count() > 512 {
        return Err(ApiError::details(131_009, "biz_opaque_callback_data has more than 512 characters"));
    }
    Ok(())
}

fn addressee<'a>(body: &'a SendBody<'_>) -> Result<Addressee<'a>, ApiError> {
    let (to, recipient): (&Cow<'_, str>, &Cow<'_, str>) = (&body.to, &body.recipient);
    if to.is_empty() {
        let scoped =
            recipient.split_once('.').is_some_and(|(country, id)| country.len() == 2 && !id.is_empty());
        return match (recipient.is_empty(), scoped) {
            (true, _) => Err(missing("to")),
            (_, true) => Ok(Addressee::Scoped(recipient)),
            (_, false) => Err(ApiError::details(131_009, "recipient is not a business-scoped user id")),
        };
    }
    let digits = to.strip_prefix('+').unwrap_or(to);
    let valid = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if valid {
        Ok(Addressee::Phone(digits))
    } else {
        Err(ApiError::details(131_009, "to is not a phone number"))
    }
}

fn check_template(state: &State, template: Option<&TemplateBody<'_>>) -> Result<Arc<Template>, ApiError> {
    let template = template.ok_or_else(|| missing("template"))?;
    let language = template.language.as_ref().ok_or_else(|| missing("template.language"))?;
    if template.name.is_empty() || language.code.is_empty() {
        return Err(missing("template.name and template.language.code"));
    }
    let known = state.templates.sendable(&template.name, &language.code)?;
    check_components(&known, &template.components)?;
    Ok(known)
}

fn check_category(
    state: &State,
    template: &Template,
    to: &Addressee<'_>,
    marketing: bool,
) -> Result<(), ApiError> {
    let is_marketing = template.category == "MARKETING";
    if marketing && !is_marketing {
        return Err(ApiError::details(131_055, "only marketing templates can be sent here"));
    }
    if is_marketing && state.users.stopped_marketing(to.key()) {
        return Err(ApiError::new(131_050));
    }
    if template.category == "AUTHENTICATION" && matches!(to, Addressee::Scoped(_)) {
        return Err(ApiError::new(131_062));
    }
    Ok(())
}
