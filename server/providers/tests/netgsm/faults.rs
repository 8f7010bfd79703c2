use std::net::SocketAddr;

use providers::provider::{FailureKind, ReportQuery, Scope};
use sandbox::Fault;
use sandbox::netgsm::NetgsmConfig;

use crate::account::{NOW, account, send, sms, stand_in};

#[tokio::test]
async fn every_fault_says_whether_the_job_may_exist() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let code = |code: &str| Fault::Code { code: code.to_owned() };
    let throttled =
        FailureKind::Throttled { after: std::time::Duration::from_secs(60), scope: Scope::Account };
    for (fault, kind, exists) in [
        (Fault::Hang, FailureKind::Unclear, false),
        (Fault::HangAfterAccept, FailureKind::Unclear, true),
        (Fault::Close, FailureKind::Unclear, false),
        (Fault::CloseAfterAccept, FailureKind::Unclear, true),
        (Fault::ServerError, FailureKind::Unclear, false),
        (Fault::ServerErrorAfterAccept, FailureKind::Unclear, true),
        (Fault::WrongJson, FailureKind::Unreadable, true),
        (code("100"), FailureKind::Unclear, false),
        (code("30"), FailureKind::Unauthorized, false),
        (code("80"), throttled, false),
        (code("999"), FailureKind::Config, false),
    ] {
        netgsm.clear();
        netgsm.plan_fault(fault.clone());
        let outcomes = send(&*provider, &[sms(5_321_234_567, "x")]).await;
        let failure = outcomes[0].failure().unwrap();
        assert_eq!(failure.kind, kind, "{fault:?}: {failure}");
        assert_eq!(netgsm.report().recipients, u64::from(exists), "{fault:?}");
        assert!(failure.may_have_left() || !exists, "{fault:?}");
    }
}

#[tokio::test]
async fn a_job_in_doubt_is_found_again_by_our_reference() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    netgsm.plan_fault(Fault::CloseAfterAccept);
    let outcomes = send(&*provider, &[sms(5_321_234_567, "x")]).await;
    assert!(outcomes[0].failure().unwrap().may_have_left());
    let query = ReportQuery { since: NOW, until: NOW, ..ReportQuery::default() };
    let page = provider.fetch_reports(&query).await.unwrap();
    assert_eq!(page.reports[0].own_ref.as_deref(), Some("att_5321234567"));
    assert!(!page.reports[0].provider_ref.is_empty());
}

#[tokio::test]
async fn a_slow_answer_is_an_answer() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    netgsm.plan_fault(Fault::Slow { millis: 100 });
    assert!(send(&*provider, &[sms(5_321_234_567, "x")]).await[0].failure().is_none());
}

#[tokio::test]
async fn wrong_credentials_stop_everything() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "bad");
    let outcomes = send(&*provider, &[sms(5_321_234_567, "x"), sms(5_331_234_567, "x")]).await;
    for outcome in &outcomes {
        assert_eq!(outcome.failure().unwrap().kind, FailureKind::Unauthorized);
    }
    assert_eq!(provider.test_connection().await.unwrap_err().kind, FailureKind::Unauthorized);
    assert_eq!(provider.balance().await.unwrap_err().kind, FailureKind::Unauthorized);
    let query = ReportQuery { refs: vec!["1".into()], ..ReportQuery::default() };
    assert_eq!(provider.fetch_reports(&query).await.unwrap_err().kind, FailureKind::Unauthorized);
}

#[tokio::test]
async fn a_provider_that_is_down_has_taken_nothing() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let address: SocketAddr = netgsm.addr();
    netgsm.stop().await;
    let outcomes = send(&*account(address, "x"), &[sms(5_321_234_567, "x")]).await;
    assert_eq!(outcomes[0].failure().unwrap().kind, FailureKind::Unreachable);
}

#[tokio::test]
async fn a_closed_gate_withholds_the_job() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let outcomes = provider.send(&[sms(5_321_234_567, "x")], NOW, &|| false).await;
    assert_eq!(outcomes[0].failure().unwrap().code, "withheld");
    assert_eq!(netgsm.report().jobs, 0);
}
