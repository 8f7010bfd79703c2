//! Reasons in the visitor's words.

use domain::message::{FailureReason, SkipReason};
use leptos_i18n::I18nContext;

use crate::i18n::*;

/// Why somebody is left out.
pub fn skip_text(i18n: I18nContext<Locale>, reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NoConsent => t_string!(i18n, campaigns.skip_no_consent),
        SkipReason::Refused => t_string!(i18n, campaigns.skip_refused),
        SkipReason::Duplicate => t_string!(i18n, campaigns.skip_duplicate),
        SkipReason::InvalidAddress => t_string!(i18n, campaigns.skip_invalid_address),
        SkipReason::NoAddress => t_string!(i18n, campaigns.skip_no_address),
        SkipReason::MissingVariable => t_string!(i18n, campaigns.skip_missing_variable),
        SkipReason::Minor => t_string!(i18n, campaigns.skip_minor),
        SkipReason::Erased => t_string!(i18n, campaigns.skip_erased),
        SkipReason::TooLong => t_string!(i18n, campaigns.skip_too_long),
        SkipReason::LimitReached => t_string!(i18n, campaigns.skip_limit_reached),
        SkipReason::Unreachable => t_string!(i18n, campaigns.skip_unreachable),
    }
}

/// What went wrong and what to do about it.
pub fn failure_text(i18n: I18nContext<Locale>, reason: FailureReason) -> (&'static str, &'static str) {
    use FailureReason as R;
    match reason {
        R::UnknownRecipient => (t_string!(i18n, campaigns.fail_unknown_recipient), t_string!(i18n, campaigns.advise_address)),
        R::InvalidNumber => (t_string!(i18n, campaigns.fail_invalid_number), t_string!(i18n, campaigns.advise_address)),
        R::PhoneOff => (t_string!(i18n, campaigns.fail_phone_off), t_string!(i18n, campaigns.advise_resend)),
        R::MailboxFull => (t_string!(i18n, campaigns.fail_mailbox_full), t_string!(i18n, campaigns.advise_resend)),
        R::Blocked => (t_string!(i18n, campaigns.fail_blocked), t_string!(i18n, campaigns.advise_other_channel)),
        R::ConsentBlocked => (t_string!(i18n, campaigns.fail_consent_blocked), t_string!(i18n, campaigns.advise_consent)),
        R::OptedOut => (t_string!(i18n, campaigns.fail_opted_out), t_string!(i18n, campaigns.advise_consent)),
        R::RejectedByOperator => (t_string!(i18n, campaigns.fail_operator), t_string!(i18n, campaigns.advise_other_channel)),
        R::RejectedContent => (t_string!(i18n, campaigns.fail_content), t_string!(i18n, campaigns.advise_text)),
        R::Duplicate => (t_string!(i18n, campaigns.fail_duplicate), t_string!(i18n, campaigns.advise_nothing)),
        R::NoCredit => (t_string!(i18n, campaigns.fail_no_credit), t_string!(i18n, campaigns.advise_credit)),
        R::AccountProblem => (t_string!(i18n, campaigns.fail_account), t_string!(i18n, campaigns.advise_account)),
        R::NotOnWhatsapp => (t_string!(i18n, campaigns.fail_not_on_whatsapp), t_string!(i18n, campaigns.advise_other_channel)),
        R::WindowClosed => (t_string!(i18n, campaigns.fail_window), t_string!(i18n, campaigns.advise_template)),
        R::TemplateProblem => (t_string!(i18n, campaigns.fail_template), t_string!(i18n, campaigns.advise_template)),
        R::TemporaryFault => (t_string!(i18n, campaigns.fail_temporary), t_string!(i18n, campaigns.advise_resend)),
        R::NoAnswer => (t_string!(i18n, campaigns.fail_no_answer), t_string!(i18n, campaigns.advise_resend)),
        R::Policy => (t_string!(i18n, campaigns.fail_policy), t_string!(i18n, campaigns.advise_account)),
        R::TooLarge => (t_string!(i18n, campaigns.fail_too_large), t_string!(i18n, campaigns.advise_text)),
        R::Expired => (t_string!(i18n, campaigns.fail_expired), t_string!(i18n, campaigns.advise_resend)),
        R::Unknown => (t_string!(i18n, campaigns.fail_unknown), t_string!(i18n, campaigns.advise_resend)),
    }
}
