use domain::rights::Role;

use super::words::{role_about, role_name};
use crate::form::Choice;
use crate::i18n::Locale;

/// Roles as cards, each with what it is for.
pub fn role_choices(i18n: Locale, roles: impl Iterator<Item = Role>) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.word().to_owned(),
        words: role_name(i18n, role).to_owned(),
        about: role_about(i18n, role).to_owned(),
    };
    roles.map(choice).collect()
}
