//! Who calls: `ka` and `pwd`, and at the inbox `aboneno` and `pwd`.

use super::code::{LOGIN, Refusal};
use super::fates::MAGIC_USERS;
use super::state::State;
use super::xml::Element;

/// The user of a call, if the login is good.
pub(super) fn user<'e>(state: &State, element: &'e Element) -> Result<&'e str, Refusal> {
    let known = state.config.credentials.as_ref().map(|known| (known.user.as_str(), known.password.as_str()));
    caller(element, "ka", known)
}

/// The number of the account whose inbox is asked for.
pub(super) fn subscriber<'e>(state: &State, element: &'e Element) -> Result<&'e str, Refusal> {
    let known = state.config.credentials.as_ref();
    caller(element, "aboneno", known.map(|known| (known.subscriber.as_str(), known.password.as_str())))
}

/// What tells the callers apart, before anything is checked.
pub(super) fn name(element: &Element) -> String {
    let name = element.attributes.get("ka").or_else(|| element.attributes.get("aboneno"));
    name.cloned().unwrap_or_default()
}

fn caller<'e>(element: &'e Element, name: &str, known: Option<(&str, &str)>) -> Result<&'e str, Refusal> {
    let (name, password) = (element.attribute(name)?, element.attribute("pwd")?);
    let is_good = match known {
        Some(known) => known == (name, password),
        None => password != "bad",
    };
    if !is_good {
        return Err(LOGIN);
    }
    match MAGIC_USERS.iter().find(|(user, _)| *user == name) {
        Some((_, code)) => Err(Refusal(code)),
        None => Ok(name),
    }
}
