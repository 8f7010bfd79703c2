//! States of an account in the visitor's words.

use domain::provider_accounts::PauseReason;

use crate::i18n::*;

/// Why an account waits, and what to do about it.
pub fn pause_text(i18n: Locale, reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::ByPerson => t_string!(i18n, providers.paused_by_person),
        PauseReason::Credentials => t_string!(i18n, providers.paused_credentials),
        PauseReason::Settings => t_string!(i18n, providers.paused_settings),
        PauseReason::NoCredit => t_string!(i18n, providers.paused_no_credit),
    }
}
