//! NetGSM's codes and what they mean here.

use std::time::Duration;

use domain::message::{FailureReason as Reason, State};

use crate::provider::{FailureKind as Kind, ProviderFailure, Scope};

const MINUTE: Duration = Duration::from_secs(60);

/// Whether a call did what it was asked; `01` and `02` replaced a wrong date. As numbers they lose a digit.
pub(super) fn is_success(code: &str) -> bool {
    matches!(code, "00" | "01" | "02" | "0" | "1" | "2")
}

/// Whether one message of many may be to blame, so that the others deserve a call of their own.
pub(super) fn may_be_one_of_many(code: &str) -> bool {
    matches!(code, "20" | "70" | "85")
}

/// The failure of a refused call.
pub(super) fn failure(code: &str, description: &str) -> ProviderFailure {
    ProviderFailure::new(kind(code), code, text(code, description))
}

fn kind(code: &str) -> Kind {
    match code {
        "20" => Kind::Rejected { reason: Reason::RejectedContent, retry: None },
        "30" => Kind::Unauthorized,
        "40" => Kind::Sender,
        "70" => Kind::Rejected { reason: Reason::Unknown, retry: None },
        "80" => Kind::Throttled { after: MINUTE, scope: Scope::Account },
        // More than 20 jobs to one number within a minute.
        "85" => Kind::Throttled { after: MINUTE, scope: Scope::Recipient },
        // The vendor's advice is to look for the job before trying again: it may exist.
        "100" | "101" | "102" | "103" | "104" | "105" | "106" | "107" | "108" | "109" | "110" => {
            Kind::Unclear
        }
        // 50 and 51 İYS, and whatever else every message of the account would meet.
        _ => Kind::Config,
    }
}

fn text(code: &str, description: &str) -> String {
    let meaning = match code {
        "20" => "text problem or text too long",
        "30" => "user, password, API permission or IP restriction",
        "40" => "sender name not defined",
        "50" => "the account may not send messages that need an İYS check",
        "51" => "no İYS brand on the account",
        "70" => "parameter missing or wrong",
        "80" => "sending limit exceeded",
        "85" => "more than 20 jobs to one number within a minute",
        "100" | "101" => "system error",
        _ => return description.to_owned(),
    };
    format!("{meaning} ({description})")
}

/// What a report row's `status` and `errorCode` say; a status that is not known says no more than that
/// the message is there.
pub(super) fn report(status: &str, error: &str) -> (State, Option<Reason>) {
    match status {
        "1" => (State::Delivered, None),
        "2" => (State::Expired, Some(reason(error).unwrap_or(Reason::Expired))),
        // Wrong or restricted: which of the two, only the error code says.
        "3" => failed(reason(error).unwrap_or(Reason::AddressRefused)),
        "4" | "12" | "103" => failed(reason(error).unwrap_or(Reason::TemporaryFault)),
        "11" | "22" => failed(reason(error).unwrap_or(Reason::RejectedByOperator)),
        "13" => failed(Reason::Duplicate),
        "14" => failed(Reason::NoCredit),
        "15" => failed(Reason::Blocked),
        "16" | "17" => failed(Reason::ConsentBlocked),
        _ => (State::Accepted, None),
    }
}

const fn failed(reason: Reason) -> (State, Option<Reason>) {
    (State::Failed, Some(reason))
}

fn reason(error: &str) -> Option<Reason> {
    Some(match error {
        "101" => Reason::MailboxFull,
        "102" | "103" => Reason::PhoneOff,
        // A line that is not active may be tomorrow, an illegal subscriber is one.
        "104" | "117" => Reason::AddressRefused,
        "116" => Reason::UnknownRecipient,
        "105" => Reason::InvalidNumber,
        "106" | "112" | "115" => Reason::Blocked,
        "111" => Reason::NoAnswer,
        "113" | "114" => Reason::RejectedByOperator,
        "119" => Reason::TemporaryFault,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::message::Channel;

    use super::*;

    #[test]
    fn account_trouble_pauses_and_message_trouble_does_not() {
        for code in ["30", "40", "50", "51", "41", "60", "999"] {
            assert!(failure(code, "").pauses_account(), "{code}");
        }
        for code in ["20", "70", "80", "85", "100", "110"] {
            assert!(!failure(code, "").pauses_account(), "{code}");
        }
    }

    #[test]
    fn a_system_error_is_never_repeated_blindly() {
        for code in ["100", "101", "110"] {
            assert!(failure(code, "").may_have_left(), "{code}");
        }
        assert_eq!(failure("80", "").retry_after(), Some(MINUTE));
        assert_eq!(failure("85", "").scope(), Scope::Recipient);
    }

    #[test]
    fn report_rows_become_states_with_reasons() {
        for (status, error, state, reason) in [
            ("0", "0", State::Accepted, None),
            ("1", "0", State::Delivered, None),
            ("2", "102", State::Expired, Some(Reason::PhoneOff)),
            ("2", "0", State::Expired, Some(Reason::Expired)),
            ("3", "105", State::Failed, Some(Reason::InvalidNumber)),
            ("4", "114", State::Failed, Some(Reason::RejectedByOperator)),
            ("11", "106", State::Failed, Some(Reason::Blocked)),
            ("12", "0", State::Failed, Some(Reason::TemporaryFault)),
            ("13", "0", State::Failed, Some(Reason::Duplicate)),
            ("14", "0", State::Failed, Some(Reason::NoCredit)),
            ("15", "106", State::Failed, Some(Reason::Blocked)),
            ("16", "0", State::Failed, Some(Reason::ConsentBlocked)),
            ("22", "0", State::Failed, Some(Reason::RejectedByOperator)),
            ("103", "119", State::Failed, Some(Reason::TemporaryFault)),
            ("77", "0", State::Accepted, None),
        ] {
            assert_eq!(report(status, error), (state, reason), "{status}/{error}");
        }
    }

    #[test]
    fn only_a_wrong_number_and_an_unknown_subscriber_end_an_address() {
        let statuses = ["2", "3", "4", "11", "12", "13", "14", "15", "16", "17", "22", "103"];
        for status in statuses {
            for error in (100..=120).chain([0]) {
                let error = error.to_string();
                let reason = report(status, &error).1;
                let ends = reason.is_some_and(|reason| reason.ends_address(Channel::Sms));
                let expected = matches!(error.as_str(), "105" | "116")
                    && matches!(status, "2" | "3" | "4" | "11" | "12" | "22" | "103");
                assert_eq!(ends, expected, "{status}/{error}");
            }
        }
    }
}
