use std::time::Duration;

use domain::message::{FailureReason, State};
use domain::money::{Currency, Money};
use providers::provider::{FailureKind, InboundContent, ReportQuery};
use sandbox::netgsm::{FATES, InboundSms, NetgsmConfig};

use crate::account::{NOW, account, job_of, send, sms, stand_in};

#[tokio::test]
async fn reads_all_pages_of_a_large_job() {
    let netgsm = stand_in(NetgsmConfig { reports_per_minute: None, ..NetgsmConfig::default() }).await;
    let provider = account(netgsm.addr(), "x");
    let batch: Vec<_> = (0..250).map(|n| sms(5_321_230_200 + n, "x")).collect();
    let job = job_of(&send(&*provider, &batch).await[0]);
    netgsm.clock().advance(Duration::from_secs(10));
    let mut query = ReportQuery { refs: vec![job], ..ReportQuery::default() };
    let (mut pages, mut delivered) = (0, 0);
    loop {
        let page = provider.fetch_reports(&query).await.unwrap();
        pages += 1;
        delivered += page.reports.iter().filter(|report| report.state == State::Delivered).count();
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!((pages, delivered), (3, 250));
}

#[tokio::test]
async fn every_fate_becomes_a_state_that_can_be_shown() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let number = |suffix: &str| format!("532123{suffix}").parse::<u64>().unwrap();
    let batch: Vec<_> = FATES.iter().map(|fate| sms(number(fate.suffix), "x")).collect();
    let job = job_of(&send(&*provider, &batch).await[0]);
    netgsm.clock().advance(Duration::from_secs(2 * 3600));
    let query = ReportQuery { refs: vec![job], ..ReportQuery::default() };
    let reports = provider.fetch_reports(&query).await.unwrap().reports;
    assert_eq!(reports.len(), FATES.len());
    for (fate, report) in FATES.iter().zip(&reports) {
        assert!(report.recipient_last10.as_deref().unwrap().ends_with(fate.suffix));
        assert_eq!(report.own_ref, Some(format!("att_{}", number(fate.suffix))));
        let expected = match fate.status {
            _ if matches!(fate.suffix, "0098" | "0099") => State::Accepted,
            1 => State::Delivered,
            2 => State::Expired,
            _ => State::Failed,
        };
        assert_eq!(report.state, expected, "{}", fate.suffix);
        assert_eq!(report.reason.is_some(), matches!(expected, State::Failed | State::Expired));
        assert_eq!(report.at.is_some(), expected != State::Accepted);
    }
}

#[tokio::test]
async fn nothing_found_is_an_empty_page_and_too_many_questions_wait() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let query = ReportQuery { refs: vec!["12345".into()], ..ReportQuery::default() };
    for _ in 0..10 {
        let page = provider.fetch_reports(&query).await.unwrap();
        assert!(page.reports.is_empty() && page.next.is_none());
    }
    let failure = provider.fetch_reports(&query).await.unwrap_err();
    assert!(matches!(failure.kind, FailureKind::Throttled { .. }));
}

#[tokio::test]
async fn an_empty_account_says_so_in_its_reports() {
    let netgsm = stand_in(NetgsmConfig { credit: Some(1), ..NetgsmConfig::default() }).await;
    let provider = account(netgsm.addr(), "x");
    let batch = [sms(5_321_234_567, "x"), sms(5_331_234_567, "x")];
    let job = job_of(&send(&*provider, &batch).await[0]);
    netgsm.clock().advance(Duration::from_secs(10));
    let query = ReportQuery { refs: vec![job], ..ReportQuery::default() };
    let reports = provider.fetch_reports(&query).await.unwrap().reports;
    assert_eq!(reports[1].reason, Some(FailureReason::NoCredit));
    let balance = provider.balance().await.unwrap();
    assert_eq!(balance.money, Some(Money::zero(Currency::Try)));
    assert_eq!((balance.packages[0].name.as_str(), balance.packages[0].left), ("Adet SMS", 0));
}

#[tokio::test]
async fn the_settings_page_learns_what_the_account_has() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    assert_eq!(provider.sender_names().await.unwrap(), ["FIRMAADI", "SANDBOX", "8501234567"]);
    let report = provider.test_connection().await.unwrap();
    assert_eq!((report.name.as_str(), report.warnings.len()), ("8501234567", 0));
    let other = NetgsmConfig { headers: vec!["BASKA".to_owned()], ..NetgsmConfig::default() };
    let netgsm = stand_in(other).await;
    assert_eq!(account(netgsm.addr(), "x").test_connection().await.unwrap().warnings.len(), 1);
}

#[tokio::test]
async fn answers_of_people_can_be_fetched() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    assert!(provider.fetch_inbound(NOW, NOW).await.unwrap().is_empty());
    let sms =
        InboundSms { sender: "5321234567".into(), receiver: "8501234567".into(), message: "RET".into() };
    netgsm.receive(sms).await;
    let first = provider.fetch_inbound(NOW, NOW).await.unwrap();
    assert_eq!(first[0].content, InboundContent::Text("RET".to_owned()));
    assert_eq!((first[0].sender.digits.as_deref(), first[0].at), (Some("905321234567"), Some(NOW)));
    assert_eq!(provider.fetch_inbound(NOW, NOW).await.unwrap(), first);
}
