//! States of an account in the visitor's words.

use domain::provider_accounts::{PauseReason, TemplateCategory, TemplateStatus};

use crate::i18n::*;

/// Why an account waits, and what to do about it.
pub fn pause_text(i18n: Locale, reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::ByPerson => t_string!(i18n, providers.paused_by_person),
        PauseReason::Credentials => t_string!(i18n, providers.paused_credentials),
        PauseReason::Settings => t_string!(i18n, providers.paused_settings),
        PauseReason::Sealed => t_string!(i18n, providers.paused_sealed),
        PauseReason::NoCredit => t_string!(i18n, providers.paused_no_credit),
    }
}

pub fn category_text(i18n: Locale, category: TemplateCategory) -> &'static str {
    match category {
        TemplateCategory::Marketing => t_string!(i18n, providers.category_marketing),
        TemplateCategory::Utility => t_string!(i18n, providers.category_utility),
        TemplateCategory::Authentication => t_string!(i18n, providers.category_authentication),
        TemplateCategory::Other => t_string!(i18n, providers.category_other),
    }
}

pub fn status_text(i18n: Locale, status: TemplateStatus) -> &'static str {
    match status {
        TemplateStatus::Approved => t_string!(i18n, providers.status_approved),
        TemplateStatus::Pending => t_string!(i18n, providers.status_pending),
        TemplateStatus::Rejected => t_string!(i18n, providers.status_rejected),
        TemplateStatus::Paused => t_string!(i18n, providers.status_paused),
        TemplateStatus::Disabled => t_string!(i18n, providers.status_disabled),
        TemplateStatus::Other => t_string!(i18n, providers.status_other),
    }
}

/// What people's answers say of a template, in Meta's colours.
pub fn quality_text(i18n: Locale, quality: &str) -> &'static str {
    match quality {
        "GREEN" => t_string!(i18n, providers.quality_high),
        "YELLOW" => t_string!(i18n, providers.quality_medium),
        "RED" => t_string!(i18n, providers.quality_low),
        _ => t_string!(i18n, providers.quality_unknown),
    }
}
