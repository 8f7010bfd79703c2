use std::net::SocketAddr;
use std::time::Duration;

use domain::message::FailureReason;
use providers::provider::{FailureKind, ReportQuery, Scope};
use sandbox::Fault;
use sandbox::mutlucell::MutlucellConfig;

use crate::account::{NOW, account, account_with, send, sms, stand_in};

#[tokio::test]
async fn every_fault_says_whether_the_package_may_exist() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let code = |code: &str| Fault::Code { code: code.to_owned() };
    let throttled =
        |seconds| FailureKind::Throttled { after: Duration::from_secs(seconds), scope: Scope::Account };
    let malformed = FailureKind::Rejected { reason: FailureReason::Unknown, retry: None };
    for (n, (fault, kind, exists)) in [
        (Fault::Hang, FailureKind::Unclear, false),
        (Fault::HangAfterAccept, FailureKind::Unclear, true),
        (Fault::Close, FailureKind::Unclear, false),
        (Fault::CloseAfterAccept, FailureKind::Unclear, true),
        (Fault::ServerError, FailureKind::Unclear, false),
        (Fault::ServerErrorAfterAccept, FailureKind::Unclear, true),
        (Fault::WrongJson, FailureKind::Unreadable, true),
        (code("20"), malformed, false),
        (code("21"), FailureKind::Sender, false),
        (code("22"), FailureKind::NoCredit, false),
        (code("23"), FailureKind::Unauthorized, false),
        (code("24"), throttled(20), false),
        (code("25"), throttled(90), false),
        (code("30"), FailureKind::Config, false),
        (code("34"), FailureKind::Config, false),
        (code("99"), FailureKind::Config, false),
        (code("<html>"), FailureKind::Unreadable, false),
        (code("OK"), FailureKind::Unreadable, false),
        (code(""), FailureKind::Unreadable, false),
    ]
    .into_iter()
    .enumerate()
    {
        mutlucell.clear();
        mutlucell.plan_fault(fault.clone());
        // A user of its own: the stand-in may not have noticed yet that the last one hung up.
        let provider = account_with(mutlucell.addr(), &[("user", &format!("firma{n}"))], "x");
        let outcomes = send(&*provider, &[sms(5_321_234_567, "x")]).await;
        let failure = outcomes[0].failure().unwrap();
        assert_eq!(failure.kind, kind, "{fault:?}: {failure}");
        assert_eq!(mutlucell.report().recipients, u64::from(exists), "{fault:?}");
        assert!(failure.may_have_left() || !exists, "{fault:?}");
    }
}

#[tokio::test]
async fn magic_inputs_go_wrong_as_they_say() {
    let mutlucell = stand_in(MutlucellConfig { credit: Some(3), ..MutlucellConfig::default() }).await;
    for (user, sender, text, code) in [
        ("a", "FIRMAADI", "#LIMIT", "24"),
        ("a", "FIRMAADI", "#SYSTEM", "25"),
        ("a", "NOHEADER", "x", "21"),
        ("passive", "FIRMAADI", "x", "30"),
        ("closed", "FIRMAADI", "x", "34"),
    ] {
        let provider = account_with(mutlucell.addr(), &[("user", user), ("sender", sender)], "x");
        let outcomes = send(&*provider, &[sms(5_321_234_567, text)]).await;
        assert_eq!(outcomes[0].failure().unwrap().code, code, "{user} {sender} {text}");
    }
    let batch: Vec<_> = (0..4).map(|n| sms(5_321_230_200 + n, "x")).collect();
    for outcome in send(&*account(mutlucell.addr(), "x"), &batch).await {
        assert_eq!(outcome.failure().unwrap().kind, FailureKind::NoCredit);
    }
}

#[tokio::test]
async fn a_slow_answer_is_an_answer() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    mutlucell.plan_fault(Fault::Slow { millis: 100 });
    assert!(send(&*provider, &[sms(5_321_234_567, "x")]).await[0].failure().is_none());
}

#[tokio::test]
async fn wrong_credentials_stop_everything() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "bad");
    let outcomes = send(&*provider, &[sms(5_321_234_567, "x"), sms(5_331_234_567, "x")]).await;
    for outcome in &outcomes {
        assert_eq!(outcome.failure().unwrap().kind, FailureKind::Unauthorized);
    }
    assert_eq!(provider.test_connection().await.unwrap_err().kind, FailureKind::Unauthorized);
    assert_eq!(provider.balance().await.unwrap_err().kind, FailureKind::Unauthorized);
    // The inbox goes by its number, which may be what is wrong: the calls above judge the login.
    let inbox = provider.fetch_inbound(NOW, NOW).await.unwrap_err();
    assert_eq!((inbox.kind, inbox.code.as_str()), (FailureKind::Config, "23"));
    let query = ReportQuery { refs: vec!["1".into()], ..ReportQuery::default() };
    assert_eq!(provider.fetch_reports(&query).await.unwrap_err().kind, FailureKind::Unauthorized);
}

#[tokio::test]
async fn a_provider_that_is_down_has_taken_nothing() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let address: SocketAddr = mutlucell.addr();
    mutlucell.stop().await;
    let outcomes = send(&*account(address, "x"), &[sms(5_321_234_567, "x")]).await;
    assert_eq!(outcomes[0].failure().unwrap().kind, FailureKind::Unreachable);
}

#[tokio::test]
async fn a_closed_gate_withholds_the_package() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let outcomes = provider.send(&[sms(5_321_234_567, "x")], NOW, &|| false).await;
    assert_eq!(outcomes[0].failure().unwrap().code, "withheld");
    assert_eq!(mutlucell.report().packages, 0);
}
