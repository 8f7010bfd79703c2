//! Meta's error codes and what they mean here
//! (<https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>).
//!
//! Meta asks to branch on the code, not on HTTP statuses, titles or subcodes; the one subcode that is
//! looked at tells a missing object from a bad parameter.

use std::time::Duration;

use domain::message::FailureReason as Reason;

use crate::provider::{FailureKind as Kind, Scope};

const SECOND: Duration = Duration::from_secs(1);
const PAIR: Duration = Duration::from_secs(6);
const SOON: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// The kind of failure of a code; `subcode` is 0 when there is none.
pub(super) const fn kind(code: i64, subcode: i64) -> Kind {
    match code {
        0 | 190 => Kind::Unauthorized,
        131_042 => Kind::NoCredit,
        131_050 => Kind::OptedOut,
        100 if subcode == 33 => Kind::Config,
        // Permissions, locks, unregistered or unapproved numbers: a person must act at Meta.
        3 | 10 | 33 | 200..=299 | 368 => Kind::Config,
        131_045 | 133_010 => Kind::Sender,
        131_005 | 131_031 | 131_035..=131_037 => Kind::Config,
        133_000 | 133_005 | 133_006 | 133_008 | 133_009 | 133_015 | 133_016 => Kind::Config,
        134_011 | 134_100..=134_102 => Kind::Config,
        131_056 => Kind::Throttled { after: PAIR, scope: Scope::Recipient },
        _ => match pause(code) {
            Some(after) => Kind::Throttled { after, scope: Scope::Account },
            None => rejected(code),
        },
    }
}

/// How long the account pauses after a throttling code.
const fn pause(code: i64) -> Option<Duration> {
    match code {
        130_429 => Some(SECOND),
        4 | 80_007 | 131_057 | 133_004 | 132_069 => Some(MINUTE),
        // The number's quality is low, or the messaging limit was cut; both lift by themselves.
        131_048 | 131_064 => Some(HOUR),
        _ => None,
    }
}

const fn rejected(code: i64) -> Kind {
    let (reason, retry) = match code {
        1 | 2 | 131_000 | 131_016 => (Reason::TemporaryFault, Some(SOON)),
        131_026 => (Reason::NotOnWhatsapp, None),
        131_047 => (Reason::WindowClosed, None),
        // A cap per person across all businesses: Meta asks to wait a day.
        131_049 => (Reason::WithheldByMeta, Some(DAY)),
        // A person in Meta's experiment gets no promotion at all, however often it is sent.
        130_472 => (Reason::WithheldByMeta, None),
        130_403 => (Reason::BlockedByUs, None),
        130_497 => (Reason::CountryClosed, None),
        131_030 => (Reason::NotOnTestList, None),
        131_062 => (Reason::NeedsPhone, None),
        137_000 => (Reason::IdentityChanged, None),
        131_021 => (Reason::InvalidNumber, None),
        131_053 => (Reason::RejectedContent, Some(MINUTE)),
        132_005 => (Reason::TooLarge, None),
        132_007 => (Reason::Policy, None),
        132_000..=132_099 | 131_063 | 131_055 => (Reason::TemplateProblem, None),
        100 | 131_008 | 131_009 | 131_051 | 131_052 | 135_000 => (Reason::RejectedContent, None),
        _ => (Reason::Unknown, None),
    };
    Kind::Rejected { reason, retry }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::ProviderFailure;

    fn failure(code: i64) -> ProviderFailure {
        ProviderFailure::new(kind(code, 0), code.to_string(), "")
    }

    #[test]
    fn account_trouble_pauses_the_account() {
        for code in [0, 3, 10, 33, 190, 200, 299, 368, 131_005, 131_031, 131_037, 131_042, 131_045, 133_010] {
            assert!(failure(code).pauses_account(), "{code}");
        }
        assert!(matches!(kind(100, 33), Kind::Config) && !failure(100).pauses_account());
    }

    #[test]
    fn throttling_burns_no_attempt() {
        for code in [4, 80_007, 130_429, 131_048, 131_057, 133_004] {
            let failure = failure(code);
            assert!(failure.retry_after().is_some() && failure.scope() == Scope::Account, "{code}");
        }
        assert_eq!(failure(131_056).scope(), Scope::Recipient);
    }

    #[test]
    fn what_is_about_a_person_blames_nobody_else() {
        for code in [130_403, 130_472, 130_497, 131_021, 131_026, 131_030, 131_047, 131_049, 131_050] {
            assert_eq!(failure(code).scope(), Scope::Recipient, "{code}");
        }
    }

    #[test]
    fn nobody_is_accused_of_blocking_who_did_not() {
        let told = [
            (130_403, Reason::BlockedByUs),
            (130_472, Reason::WithheldByMeta),
            (130_497, Reason::CountryClosed),
            (131_030, Reason::NotOnTestList),
            (131_049, Reason::WithheldByMeta),
            (131_062, Reason::NeedsPhone),
            (137_000, Reason::IdentityChanged),
        ];
        for (code, expected) in told {
            assert!(matches!(kind(code, 0), Kind::Rejected { reason, .. } if reason == expected), "{code}");
        }
        assert_eq!(failure(131_049).retry_after(), Some(DAY));
        assert_eq!(failure(130_472).retry_after(), None);
    }

    #[test]
    fn what_is_about_the_template_blames_the_message() {
        for code in [100, 131_008, 131_051, 132_000, 132_001, 132_012, 132_015, 132_016, 135_000] {
            assert_eq!(
                (failure(code).scope(), failure(code).retry_after()),
                (Scope::Message, None),
                "{code}"
            );
        }
    }

    #[test]
    fn an_answer_with_a_code_is_never_in_doubt() {
        for code in [1, 2, 131_000, 131_016, 999_999] {
            assert!(!failure(code).may_have_left(), "{code}");
        }
    }
}
