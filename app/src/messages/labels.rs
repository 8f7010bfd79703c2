//! States, causes and reasons in the visitor's words.

use domain::message::{Cause, Class, FailureReason, HoldReason, SkipReason, State};
use domain::messages::StateReason;

use crate::i18n::*;

/// Why somebody is left out.
pub fn skip_text(i18n: Locale, reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NoConsent => t_string!(i18n, messages.skip_no_consent),
        SkipReason::Refused => t_string!(i18n, messages.skip_refused),
        SkipReason::Duplicate => t_string!(i18n, messages.skip_duplicate),
        SkipReason::InvalidAddress => t_string!(i18n, messages.skip_invalid_address),
        SkipReason::NoAddress => t_string!(i18n, messages.skip_no_address),
        SkipReason::MissingVariable => t_string!(i18n, messages.skip_missing_variable),
        SkipReason::Minor => t_string!(i18n, messages.skip_minor),
        SkipReason::Erased => t_string!(i18n, messages.skip_erased),
        SkipReason::TooLong => t_string!(i18n, messages.skip_too_long),
        SkipReason::LimitReached => t_string!(i18n, messages.skip_limit_reached),
        SkipReason::Unreachable => t_string!(i18n, messages.skip_unreachable),
        SkipReason::Arrived => t_string!(i18n, messages.skip_arrived),
        SkipReason::WindowClosed => t_string!(i18n, messages.skip_window),
    }
}

/// What went wrong and what to do about it.
pub fn failure_text(i18n: Locale, reason: FailureReason) -> (&'static str, &'static str) {
    use FailureReason as R;
    match reason {
        R::UnknownRecipient => {
            (t_string!(i18n, messages.fail_unknown_recipient), t_string!(i18n, messages.advise_address))
        }
        R::InvalidNumber => {
            (t_string!(i18n, messages.fail_invalid_number), t_string!(i18n, messages.advise_address))
        }
        R::PhoneOff => (t_string!(i18n, messages.fail_phone_off), t_string!(i18n, messages.advise_resend)),
        R::MailboxFull => {
            (t_string!(i18n, messages.fail_mailbox_full), t_string!(i18n, messages.advise_resend))
        }
        R::Blocked => {
            (t_string!(i18n, messages.fail_blocked), t_string!(i18n, messages.advise_other_channel))
        }
        R::ConsentBlocked => {
            (t_string!(i18n, messages.fail_consent_blocked), t_string!(i18n, messages.advise_consent))
        }
        R::OptedOut => (t_string!(i18n, messages.fail_opted_out), t_string!(i18n, messages.advise_consent)),
        R::RejectedByOperator => {
            (t_string!(i18n, messages.fail_operator), t_string!(i18n, messages.advise_other_channel))
        }
        R::RejectedContent => (t_string!(i18n, messages.fail_content), t_string!(i18n, messages.advise_text)),
        R::Duplicate => (t_string!(i18n, messages.fail_duplicate), t_string!(i18n, messages.advise_nothing)),
        R::NoCredit => (t_string!(i18n, messages.fail_no_credit), t_string!(i18n, messages.advise_credit)),
        R::AccountProblem => {
            (t_string!(i18n, messages.fail_account), t_string!(i18n, messages.advise_account))
        }
        R::NotOnWhatsapp => {
            (t_string!(i18n, messages.fail_not_on_whatsapp), t_string!(i18n, messages.advise_other_channel))
        }
        R::WindowClosed => (t_string!(i18n, messages.fail_window), t_string!(i18n, messages.advise_template)),
        R::TemplateProblem => {
            (t_string!(i18n, messages.fail_template), t_string!(i18n, messages.advise_template))
        }
        R::TemporaryFault => {
            (t_string!(i18n, messages.fail_temporary), t_string!(i18n, messages.advise_resend))
        }
        R::NoAnswer => (t_string!(i18n, messages.fail_no_answer), t_string!(i18n, messages.advise_resend)),
        R::Policy => (t_string!(i18n, messages.fail_policy), t_string!(i18n, messages.advise_account)),
        R::TooLarge => (t_string!(i18n, messages.fail_too_large), t_string!(i18n, messages.advise_text)),
        R::WithheldByMeta => {
            (t_string!(i18n, messages.fail_withheld), t_string!(i18n, messages.advise_withheld))
        }
        R::IdentityChanged => {
            (t_string!(i18n, messages.fail_identity), t_string!(i18n, messages.advise_identity))
        }
        R::NotOnTestList => {
            (t_string!(i18n, messages.fail_test_list), t_string!(i18n, messages.advise_test_list))
        }
        R::NeedsPhone => (t_string!(i18n, messages.fail_needs_phone), t_string!(i18n, messages.advise_phone)),
        R::CountryClosed => {
            (t_string!(i18n, messages.fail_country), t_string!(i18n, messages.advise_other_channel))
        }
        R::BlockedByUs => {
            (t_string!(i18n, messages.fail_blocked_by_us), t_string!(i18n, messages.advise_unblock))
        }
        R::NoReport => (t_string!(i18n, messages.fail_no_report), t_string!(i18n, messages.advise_no_report)),
        R::AddressRefused => {
            (t_string!(i18n, messages.fail_address_refused), t_string!(i18n, messages.advise_check_address))
        }
        R::Expired => (t_string!(i18n, messages.fail_expired), t_string!(i18n, messages.advise_resend)),
        R::Unknown => (t_string!(i18n, messages.fail_unknown), t_string!(i18n, messages.advise_resend)),
    }
}

/// Why a message waits.
pub fn hold_text(i18n: Locale, reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::AccountPaused => t_string!(i18n, messages.hold_account_paused),
        HoldReason::NoAccount => t_string!(i18n, messages.hold_no_account),
        HoldReason::Approval => t_string!(i18n, messages.hold_approval),
        HoldReason::Restored => t_string!(i18n, messages.hold_restored),
        HoldReason::FoundLate => t_string!(i18n, messages.hold_found_late),
        HoldReason::UndoWindow => t_string!(i18n, messages.hold_undo_window),
        HoldReason::ByPerson => t_string!(i18n, messages.hold_by_person),
    }
}

/// What happened, in a few words.
pub fn cause_text(i18n: Locale, cause: Cause) -> &'static str {
    match cause {
        Cause::Planned => t_string!(i18n, messages.cause_planned),
        Cause::Released => t_string!(i18n, messages.cause_released),
        Cause::Claimed => t_string!(i18n, messages.cause_claimed),
        Cause::Departed => t_string!(i18n, messages.cause_departed),
        Cause::Answered => t_string!(i18n, messages.cause_answered),
        Cause::AnsweredLate => t_string!(i18n, messages.cause_answered_late),
        Cause::Reported => t_string!(i18n, messages.cause_reported),
        Cause::GivenBack => t_string!(i18n, messages.cause_given_back),
        Cause::Rechecked => t_string!(i18n, messages.cause_rechecked),
        Cause::LeaseOver => t_string!(i18n, messages.cause_lease_over),
        Cause::ProcessGone => t_string!(i18n, messages.cause_process_gone),
        Cause::NoAnswer => t_string!(i18n, messages.cause_no_answer),
        Cause::ValidityOver => t_string!(i18n, messages.cause_validity_over),
        Cause::ReportOverdue => t_string!(i18n, messages.cause_report_overdue),
        Cause::DoubtRule => t_string!(i18n, messages.cause_doubt_rule),
        Cause::Asked => t_string!(i18n, messages.cause_asked),
        Cause::Decided => t_string!(i18n, messages.cause_decided),
        Cause::AccountPaused => t_string!(i18n, messages.cause_account_paused),
        Cause::AccountResumed => t_string!(i18n, messages.cause_account_resumed),
        Cause::CampaignStopped => t_string!(i18n, messages.cause_campaign_stopped),
        Cause::Refused => t_string!(i18n, messages.cause_refused),
        Cause::Restored => t_string!(i18n, messages.cause_restored),
    }
}

/// What came of handing a message to its provider, by the state that it left behind.
pub fn answer_text(i18n: Locale, to: State) -> &'static str {
    match to {
        State::Queued => t_string!(i18n, messages.answer_retry),
        State::InDoubt => t_string!(i18n, messages.answer_unclear),
        _ => t_string!(i18n, messages.cause_answered),
    }
}

/// Why a message stands where it stands, as one sentence.
pub fn reason_text(i18n: Locale, reason: StateReason) -> &'static str {
    match reason {
        StateReason::Skip(reason) => skip_text(i18n, reason),
        StateReason::Hold(reason) => hold_text(i18n, reason),
        StateReason::Failure(reason) => failure_text(i18n, reason).0,
    }
}

/// The legal class in a word.
pub fn class_text(i18n: Locale, class: Class) -> &'static str {
    match class {
        Class::Informational => t_string!(i18n, messages.informational),
        Class::Commercial => t_string!(i18n, messages.commercial),
    }
}

/// A state in one word.
pub fn state_text(i18n: Locale, state: State) -> &'static str {
    match state {
        State::Planned => t_string!(i18n, messages.state_planned),
        State::Queued => t_string!(i18n, messages.state_queued),
        State::Held => t_string!(i18n, messages.state_held),
        State::Leased | State::OnWire => t_string!(i18n, messages.state_sending),
        State::InDoubt => t_string!(i18n, messages.state_in_doubt),
        State::Accepted => t_string!(i18n, messages.state_accepted),
        State::Sent => t_string!(i18n, messages.state_sent),
        State::Delivered => t_string!(i18n, messages.state_delivered),
        State::Read => t_string!(i18n, messages.state_read),
        State::Failed => t_string!(i18n, messages.state_failed),
        State::Expired => t_string!(i18n, messages.state_expired),
        State::Skipped => t_string!(i18n, messages.state_skipped),
        State::Cancelled => t_string!(i18n, messages.state_cancelled),
    }
}

/// The icon of a state.
pub const fn state_icon(state: State) -> &'static str {
    match state {
        State::Planned | State::Queued => "clock",
        State::Held => "pause",
        State::Leased | State::OnWire => "send",
        State::InDoubt => "ask",
        State::Accepted | State::Sent => "check",
        State::Delivered => "checks",
        State::Read => "eye",
        State::Failed | State::Expired => "x",
        State::Skipped | State::Cancelled => "stop",
    }
}

/// The stage that a list is narrowed to, by its word in addresses.
pub fn stage_text(i18n: Locale, word: &str) -> Option<&'static str> {
    Some(match word {
        "waiting" => t_string!(i18n, messages.stage_waiting),
        "on_its_way" => t_string!(i18n, messages.stage_on_its_way),
        "arrived" => t_string!(i18n, messages.stage_arrived),
        "failed" => t_string!(i18n, messages.stage_failed),
        "left_out" => t_string!(i18n, messages.stage_left_out),
        "needs_you" => t_string!(i18n, messages.stage_needs_you),
        _ => return None,
    })
}
