//! Answers: plain text with HTTP 200. A bare number of two digits is an error, everything else is data.

use std::time::Duration;

use domain::message::FailureReason as Reason;

use crate::http::Answer;
use crate::provider::{FailureKind as Kind, ProviderFailure, Scope};

/// The vendor finishes another call of this account meanwhile.
const BUSY: Duration = Duration::from_secs(20);
/// "Try again in one or two minutes".
const STOPPED: Duration = Duration::from_secs(90);

/// The data of an answer, without blanks around it.
///
/// A row of a report and an error are both short and made of digits; only an error has two of them and
/// nothing else.
pub(super) fn data(answer: &Answer) -> Result<String, ProviderFailure> {
    let text = String::from_utf8_lossy(&answer.body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if !(200..300).contains(&answer.status) || text.starts_with('<') {
        return Err(answer.stranger());
    }
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(failure(text));
    }
    Ok(text.to_owned())
}

/// Whether one message of many may be to blame, so that the others deserve a call of their own.
pub(super) fn may_be_one_of_many(code: &str) -> bool {
    code == "20"
}

pub(super) fn failure(code: &str) -> ProviderFailure {
    ProviderFailure::new(kind(code), code, meaning(code))
}

fn kind(code: &str) -> Kind {
    match code {
        "20" => Kind::Rejected { reason: Reason::Unknown, retry: None },
        "21" => Kind::Sender,
        "22" => Kind::NoCredit,
        "23" => Kind::Unauthorized,
        "24" => Kind::Throttled { after: BUSY, scope: Scope::Account },
        "25" => Kind::Throttled { after: STOPPED, scope: Scope::Account },
        // 30, 34, and whatever else every message of the account would meet.
        _ => Kind::Config,
    }
}

fn meaning(code: &str) -> &'static str {
    match code {
        "20" => "XML missing or malformed",
        "21" => "the sender name is not the account's",
        "22" => "not enough credit",
        "23" => "wrong user, subscriber number or password",
        "24" => "another operation of this account is running",
        "25" => "the message centre has stopped",
        "30" => "the account is not activated",
        "34" => "the account is closed to the API",
        _ => "unknown error code",
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn read(status: u16, body: &str) -> Result<String, (Kind, String)> {
        let answer = Answer { status, headers: HeaderMap::new(), body: body.to_owned().into() };
        data(&answer).map_err(|failure| (failure.kind, failure.code))
    }

    #[test]
    fn every_code_does_what_its_meaning_asks_for() {
        let throttled = |after| Kind::Throttled { after, scope: Scope::Account };
        for (code, kind, pauses) in [
            ("20", Kind::Rejected { reason: Reason::Unknown, retry: None }, false),
            ("21", Kind::Sender, true),
            ("22", Kind::NoCredit, true),
            ("23", Kind::Unauthorized, true),
            ("24", throttled(BUSY), false),
            ("25", throttled(STOPPED), false),
            ("30", Kind::Config, true),
            ("34", Kind::Config, true),
            ("99", Kind::Config, true),
        ] {
            assert_eq!(read(200, &format!("{code}\r\n")), Err((kind, code.to_owned())));
            assert_eq!((failure(code).pauses_account(), failure(code).may_have_left()), (pauses, false));
        }
    }

    #[test]
    fn only_two_digits_alone_are_an_error() {
        for data in ["$34672#13.0", "905321234567 3", "905321234567 23", "$23", "0", "", "234"] {
            assert_eq!(read(200, data).as_deref(), Ok(data));
        }
    }

    #[test]
    fn what_is_not_mutlucell_is_judged_by_its_status() {
        for (status, body, kind) in [
            (200, "<html>", Kind::Unreadable),
            (502, "23", Kind::Unclear),
            (403, "no", Kind::Unauthorized),
            (404, "", Kind::Config),
        ] {
            assert_eq!(read(status, body).unwrap_err().0, kind, "{status}");
        }
    }
}
