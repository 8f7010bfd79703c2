use domain::message::FailureReason as Reason;
use providers::provider::{FailureKind, Scope};
use sandbox::smtp::{RECIPIENT_RULES, SmtpSink, SmtpSinkConfig};

use crate::account::{TestAccount, send};

/// What each rule of the sink must come to, and how often it must have been accepted there.
fn expected(rule: &str) -> (&'static str, u32) {
    match rule {
        "ok" | "slow-greeting" => ("accepted", 1),
        "unknown" | "nohost" | "syntax" | "moved" | "nomail" | "multiline" => ("unknown_recipient", 0),
        "disabled" => ("blocked", 0),
        "full" => ("mailbox_full", 0),
        "tempfail" | "later" | "grey" => ("temporary_fault", 0),
        "policy" | "spam" => ("policy", 0),
        "big" => ("too_large", 0),
        "unauthenticated" => ("config", 0),
        "rate" => ("throttled", 0),
        "slow" | "slow-mail" | "slow-rcpt" | "slow-data" => ("unreachable", 0),
        "stall-mail" | "stall-rcpt" | "stall-data" | "drop-rcpt" | "garbage" | "huge" => ("unreachable", 0),
        "slow-dot" | "stall-dot" | "drop" => ("unclear", 1),
        "drop-lost" | "stall-body" => ("unclear", 0),
        other => panic!("a rule without an expectation: {other}"),
    }
}

fn word(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Rejected { reason, .. } => reason.word(),
        FailureKind::Config => "config",
        FailureKind::Sender => "sender",
        FailureKind::Throttled { scope: Scope::Account, .. } => "throttled",
        FailureKind::Unreachable => "unreachable",
        FailureKind::Unclear => "unclear",
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_misbehaviour_has_its_own_outcome_and_never_touches_the_next_message() {
    for extensions in ["PIPELINING 8BITMIME ENHANCEDSTATUSCODES", "8BITMIME"] {
        let extensions = extensions.split(' ').map(String::from).collect();
        let config = SmtpSinkConfig { extensions, ..SmtpSinkConfig::default() };
        let sink = SmtpSink::start(config).await.unwrap();
        let provider = TestAccount::at(sink.addr()).build();
        for rule in RECIPIENT_RULES {
            // These two act as senders, which an account has one of.
            if matches!(rule.local_part, "slow-mail" | "stall-mail") {
                continue;
            }
            let outcome = send(&*provider, &format!("{}@x.com.tr", rule.local_part), rule.local_part).await;
            let (wanted, accepted) = expected(rule.local_part);
            let came = outcome.as_ref().map_or_else(|failure| word(failure.kind), |_| "accepted");
            assert_eq!(came, wanted, "{}: {outcome:?}", rule.local_part);
            let next = format!("after-{}", rule.local_part);
            let follower = send(&*provider, "herkes@x.com.tr", &next).await;
            assert_eq!(follower.map(|_| ()), Ok(()), "{next}");
            assert_eq!(sink.received().get(&next), Some(&1));
            let received = sink.received().get(rule.local_part).copied().unwrap_or(0);
            if rule.local_part != "slow-dot" {
                assert_eq!(received, accepted, "{}", rule.local_part);
            }
        }
        assert!(sink.repeated().is_empty());
    }
}

#[tokio::test]
async fn a_sender_that_is_never_answered_has_sent_nothing() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).with("from_address", "stall-mail@firma.com.tr").build();
    let failure = send(&*provider, "ok@x.com.tr", "a").await.unwrap_err();
    assert_eq!((failure.kind, failure.may_have_left()), (FailureKind::Unreachable, false));
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_greylisted_message_passes_the_second_time() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    let failure = send(&*provider, "grey+1@x.com.tr", "a").await.unwrap_err();
    assert!(failure.retry_after().is_some() && failure.reason() == Reason::TemporaryFault);
    send(&*provider, "grey+1@x.com.tr", "a").await.unwrap();
    assert_eq!(sink.received().get("a"), Some(&1));
}

#[tokio::test]
async fn refused_recipients_cost_no_connection() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    for number in 0..20 {
        let rule = ["unknown", "ok", "full", "spam"][number % 4];
        let _ = send(&*provider, &format!("{rule}@x.com.tr"), &format!("m{number}")).await;
    }
    let report = sink.report();
    assert_eq!((report.accepted, report.connections), (5, 1));
}

#[tokio::test]
async fn a_message_that_is_too_large_for_the_server_does_not_leave() {
    let config = SmtpSinkConfig { max_message_bytes: 300, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    let failure = send(&*provider, "ok@x.com.tr", "a").await.unwrap_err();
    assert_eq!((failure.reason(), failure.scope()), (Reason::TooLarge, Scope::Message));
    assert!(sink.report().first_mail.is_none());
}
