//! What a mail server's refusal means: codes of RFC 5321 and RFC 3463, as large receivers use them.
//!
//! The reply code decides whether a later try may succeed, the enhanced code tells the reason.

use std::time::Duration;

use domain::message::FailureReason as Reason;

use super::reply::Reply;
use crate::provider::{FailureKind as Kind, ProviderFailure, Scope};

/// Where in the conversation the refusal came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Greeting, EHLO, STARTTLS.
    Hello,
    Auth,
    Mail,
    Rcpt,
    /// DATA, before the content.
    Data,
    /// After the content.
    Content,
}

const MINUTES: Duration = Duration::from_secs(5 * 60);
const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);
const HOUR: Duration = Duration::from_secs(3600);

/// The failure that a refusal amounts to.
pub(super) fn failure(stage: Stage, reply: &Reply) -> ProviderFailure {
    let kind = kind(stage, reply);
    ProviderFailure::new(kind, code(reply), &reply.text)
}

/// `550 5.1.1`, or the bare reply code.
fn code(reply: &Reply) -> String {
    match reply.enhanced() {
        Some((subject, detail)) => format!("{} {}.{subject}.{detail}", reply.code, reply.code / 100),
        None => reply.code.to_string(),
    }
}

fn kind(stage: Stage, reply: &Reply) -> Kind {
    if let Some(after) = limit(reply) {
        let receiver_is_busy = stage == Stage::Rcpt && reply.enhanced() == Some((2, 1));
        return Kind::Throttled {
            after,
            scope: if receiver_is_busy { Scope::Recipient } else { Scope::Account },
        };
    }
    match stage {
        Stage::Hello => of_the_server(reply),
        Stage::Auth => of_the_login(reply),
        _ => of_the_account(stage, reply).unwrap_or_else(|| of_the_message(stage, reply)),
    }
}

/// How long to pause the account when the server says that it sends too much.
///
/// The codes alone do not tell: `450 4.2.1` and `550 5.7.1` are also said of one mailbox, so the words
/// of the large providers decide.
fn limit(reply: &Reply) -> Option<Duration> {
    let speaks_of_limits = speaks_of_limits(&reply.text);
    match (reply.code, reply.enhanced()) {
        (421, Some((7, 28))) | (_, Some((7, 28))) => Some(TEN_MINUTES),
        (_, Some((4, 5))) => Some(HOUR),
        (432, _) | (_, Some((3, 2))) if reply.is_temporary() => Some(MINUTES),
        (450, Some((2, 1))) if speaks_of_limits => Some(TEN_MINUTES),
        (421 | 454, _) | (_, Some((7, _))) if speaks_of_limits => Some(TEN_MINUTES),
        (421, _) => Some(MINUTES),
        _ => None,
    }
}

fn speaks_of_limits(text: &str) -> bool {
    const WORDS: &[&str] = &["rate", "limit", "limits", "limited", "quota", "throttled", "throttling"];
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|letter: char| !letter.is_ascii_alphabetic());
    text.contains("too many") || text.contains("too fast") || words.any(|word| WORDS.contains(&word))
}

fn of_the_server(reply: &Reply) -> Kind {
    if reply.is_temporary() { Kind::Unreachable } else { Kind::Config }
}

fn of_the_login(reply: &Reply) -> Kind {
    if reply.is_temporary() {
        return Kind::Throttled { after: MINUTES, scope: Scope::Account };
    }
    Kind::Unauthorized
}

/// Refusals that every message of the account would meet.
fn of_the_account(stage: Stage, reply: &Reply) -> Option<Kind> {
    let enhanced = reply.enhanced();
    let is_login = matches!(reply.code, 530 | 534 | 535 | 538) || enhanced == Some((7, 13));
    // Microsoft says 5.7.30 of the login, Google of a missing DKIM signature.
    let is_basic_auth = enhanced == Some((7, 30)) && reply.text.to_ascii_lowercase().contains("basic auth");
    if is_login || is_basic_auth {
        return Some(Kind::Unauthorized);
    }
    // SPF, DKIM, DMARC, PTR, TLS: the domain's owner must act.
    if matches!(enhanced, Some((7, 23..=27 | 29..=32 | 40 | 515))) {
        return Some(Kind::Config);
    }
    let refuses_sender = stage == Stage::Mail && matches!(reply.code, 550 | 551 | 553 | 554);
    let refuses_relay = stage == Stage::Rcpt && reply.text.to_ascii_lowercase().contains("relay");
    match reply.is_permanent() {
        true if refuses_sender => Some(Kind::Sender),
        true if refuses_relay => Some(Kind::Config),
        _ => None,
    }
}

fn of_the_message(stage: Stage, reply: &Reply) -> Kind {
    let reason = reason(stage, reply);
    let retry = reply.is_temporary().then_some(match reason {
        Reason::MailboxFull => HOUR,
        _ => MINUTES,
    });
    Kind::Rejected { reason, retry }
}

fn reason(stage: Stage, reply: &Reply) -> Reason {
    match (reply.enhanced(), reply.code) {
        (Some((1, 1..=3 | 6 | 10)), _) if reply.is_permanent() => Reason::UnknownRecipient,
        (Some((1, 0)) | Some((4, 4)), _) if reply.is_permanent() => Reason::AddressRefused,
        (Some((2, 1)), _) if reply.is_permanent() => Reason::Blocked,
        (Some((2, 2)), _) => Reason::MailboxFull,
        (Some((2, 3) | (3, 4)), _) => Reason::TooLarge,
        (Some((4, 1 | 7)), _) => Reason::NoAnswer,
        (Some((6, _)), _) => Reason::RejectedContent,
        (Some((7, _)), _) if reply.is_permanent() => Reason::Policy,
        (_, code) => reason_by_code(stage, code),
    }
}

fn reason_by_code(stage: Stage, code: u16) -> Reason {
    match (stage, code) {
        // Servers that say no more than this refuse senders and texts in the same way.
        (Stage::Rcpt, 501 | 550 | 551 | 553 | 556) => Reason::AddressRefused,
        (Stage::Rcpt, 452 | 552) => Reason::MailboxFull,
        (_, 552) => Reason::TooLarge,
        (_, 550 | 554) => Reason::Policy,
        (_, 400..=499) => Reason::TemporaryFault,
        _ => Reason::Unknown,
    }
}

#[cfg(test)]
#[path = "refusal_tests.rs"]
mod tests;
