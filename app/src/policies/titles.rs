use domain::accounts::PolicyKind;

use crate::i18n::*;

/// The name of a kind of document.
pub fn kind_title(i18n: Locale, kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Terms => t_string!(i18n, policies.terms),
        PolicyKind::Privacy => t_string!(i18n, policies.privacy),
        PolicyKind::Clarification => t_string!(i18n, policies.clarification),
        PolicyKind::Processing => t_string!(i18n, policies.processing),
        PolicyKind::SubProcessors => t_string!(i18n, policies.sub_processors),
    }
}
