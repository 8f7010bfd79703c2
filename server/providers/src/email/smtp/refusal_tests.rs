use std::time::Duration;

use domain::message::Channel;
use domain::message::FailureReason::{
    self as Reason, AddressRefused, Blocked, MailboxFull, Policy, TemporaryFault, TooLarge, UnknownRecipient,
};

use super::Stage::{self, Auth, Content, Data, Hello, Mail, Rcpt};
use super::{HOUR, MINUTES, TEN_MINUTES, failure};
use crate::email::smtp::reply::{Parsed, Reply};
use crate::provider::{FailureKind as Kind, Scope};

fn kind(stage: Stage, line: &str) -> Kind {
    match Reply::parse(format!("{line}\r\n").as_bytes()) {
        Parsed::Whole(reply, _) => failure(stage, &reply).kind,
        other => panic!("{line:?} is {other:?}"),
    }
}

const fn rejected(reason: Reason, retry: Option<Duration>) -> Kind {
    Kind::Rejected { reason, retry }
}

const fn paused(after: Duration) -> Kind {
    Kind::Throttled { after, scope: Scope::Account }
}

#[test]
fn refusals_of_a_recipient_end_that_message() {
    for (line, expected) in [
        ("550 5.1.1 User unknown", rejected(UnknownRecipient, None)),
        ("550 No such user here", rejected(AddressRefused, None)),
        ("550 5.1.0 Address rejected", rejected(AddressRefused, None)),
        ("550 5.4.4 No route to host", rejected(AddressRefused, None)),
        ("550 5.1.2 Host unknown", rejected(UnknownRecipient, None)),
        ("501 5.1.3 Bad recipient address syntax", rejected(UnknownRecipient, None)),
        ("551 5.1.6 Mailbox has moved", rejected(UnknownRecipient, None)),
        ("556 5.1.10 Domain does not accept mail", rejected(UnknownRecipient, None)),
        ("550 5.2.1 Mailbox disabled", rejected(Blocked, None)),
        ("552 5.2.2 Mailbox full and inactive", rejected(MailboxFull, None)),
        ("452 4.2.2 Mailbox full", rejected(MailboxFull, Some(HOUR))),
        ("450 4.7.1 Greylisted", rejected(TemporaryFault, Some(MINUTES))),
        ("451 Temporary local problem", rejected(TemporaryFault, Some(MINUTES))),
        ("550 5.7.1 Rejected by policy", rejected(Policy, None)),
        ("550 5.7.1 Not allowed for this corporate mailbox", rejected(Policy, None)),
    ] {
        assert_eq!(kind(Rcpt, line), expected, "{line}");
    }
}

#[test]
fn policy_refusals_never_blame_the_recipient() {
    for line in ["554 5.7.1 Looks like spam", "550 5.7.1 Blocked", "554 Transaction failed"] {
        let Parsed::Whole(reply, _) = Reply::parse(format!("{line}\r\n").as_bytes()) else {
            panic!("{line}")
        };
        assert_eq!(failure(Content, &reply).scope(), Scope::Message, "{line}");
    }
    assert_eq!(kind(Content, "552 5.3.4 Message too big"), rejected(TooLarge, None));
    assert_eq!(kind(Mail, "552 5.3.4 Message size exceeds fixed limit"), rejected(TooLarge, None));
}

#[test]
fn limits_pause_the_account_and_burn_nothing() {
    for (stage, line, after) in [
        (Rcpt, "421 4.7.28 Rate limit exceeded", TEN_MINUTES),
        (Content, "550 5.7.28 too much unsolicited mail", TEN_MINUTES),
        (Mail, "550 5.4.5 Daily user sending limit exceeded", HOUR),
        (Auth, "432 4.3.2 Concurrent connections limit exceeded", MINUTES),
        (Auth, "454 Throttling failure: maximum sending rate exceeded", TEN_MINUTES),
        (Hello, "421 4.7.0 Too many connections", TEN_MINUTES),
        (Data, "421 Service shutting down", MINUTES),
        (Rcpt, "550 5.7.1 Message quota exceeded", TEN_MINUTES),
    ] {
        assert_eq!(kind(stage, line), paused(after), "{line}");
    }
    let busy = "450 4.2.1 The user is receiving mail at a rate that prevents delivery";
    assert_eq!(kind(Rcpt, busy), Kind::Throttled { after: TEN_MINUTES, scope: Scope::Recipient });
}

#[test]
fn logins_and_domains_need_a_person() {
    for (stage, line, expected) in [
        (Auth, "535 5.7.8 Authentication credentials invalid", Kind::Unauthorized),
        (Auth, "534 5.7.9 Application-specific password required", Kind::Unauthorized),
        (Auth, "504 5.5.4 Unrecognized authentication type", Kind::Unauthorized),
        (Mail, "530 5.7.0 Authentication required", Kind::Unauthorized),
        (Mail, "550 5.7.30 Basic authentication is not supported", Kind::Unauthorized),
        (Mail, "553 5.7.1 Sender address rejected: not owned by user", Kind::Sender),
        (Rcpt, "554 5.7.1 Relay access denied", Kind::Config),
        (Content, "550 5.7.26 Message fails authentication", Kind::Config),
        (Content, "550 5.7.30 DKIM signature missing", Kind::Config),
        (Content, "550 5.7.515 Access denied, sending domain is not authenticated", Kind::Config),
        (Hello, "554 5.7.1 No access from your address", Kind::Config),
        (Auth, "454 4.7.0 Temporary authentication failure", paused(MINUTES)),
    ] {
        assert_eq!(kind(stage, line), expected, "{line}");
    }
}

#[test]
fn a_failure_keeps_code_and_words() {
    let Parsed::Whole(reply, _) = Reply::parse(b"550 5.1.1 User unknown\r\n") else { panic!("odd") };
    let failure = failure(Rcpt, &reply);
    assert_eq!((failure.code.as_str(), failure.text.as_str()), ("550 5.1.1", "5.1.1 User unknown"));
}

#[test]
fn only_what_names_the_mailbox_ends_an_address() {
    let ends = |stage, line| match kind(stage, line) {
        Kind::Rejected { reason, retry } => retry.is_none() && reason.ends_address(Channel::Email),
        _ => false,
    };
    for line in
        ["550 5.1.1 User unknown", "550 5.1.2 Host unknown", "553 5.1.3 Bad syntax", "551 5.1.6 Moved"]
    {
        assert!(ends(Rcpt, line), "{line}");
    }
    assert!(ends(Rcpt, "556 5.1.10 Domain does not accept mail"));
    for line in [
        "450 4.1.1 User unknown",
        "550 No such user here",
        "550 5.1.0 Sender rejected",
        "550 5.2.1 Mailbox disabled",
        "552 5.2.2 Mailbox full",
        "550 5.4.1 Recipient address rejected: Access denied",
        "550 5.4.4 No route to host",
        "550 5.7.1 Looks like spam",
        "554 5.7.1 Relay access denied",
    ] {
        assert!(!ends(Rcpt, line) && !ends(Content, line), "{line}");
    }
    assert!(!ends(Mail, "553 5.1.8 Sender address does not exist"));
}
