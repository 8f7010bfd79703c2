use std::sync::Arc;
use std::time::Duration;

use domain::message::State;
use domain::time::Timestamp;
use providers::provider::{InboundContent, Provider, ReportPage, ReportQuery};
use sandbox::mutlucell::{FATES, InboundSms, MutlucellConfig, NameShape};

use crate::account::{NOW, account, account_with, package_of, send, sms, stand_in};

const MINUTE: Duration = Duration::from_secs(60);

async fn ask(provider: &dyn Provider, package: &Arc<str>, until: Timestamp) -> ReportPage {
    let query = ReportQuery { refs: vec![package.clone()], since: NOW - MINUTE * 2, until, cursor: None };
    provider.fetch_reports(&query).await.unwrap()
}

#[tokio::test]
async fn every_fate_becomes_a_state_that_can_be_shown() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let number = |suffix: &str| format!("532123{suffix}").parse::<u64>().unwrap();
    let batch: Vec<_> = FATES.iter().map(|fate| sms(number(fate.suffix), "x")).collect();
    let package = package_of(&send(&*provider, &batch).await[0]);
    let later = Duration::from_secs(2 * 3600);
    mutlucell.clock().advance(later);
    let reports = ask(&*provider, &package, NOW + later).await.reports;
    assert_eq!(reports.len(), FATES.len());
    for (fate, report) in FATES.iter().zip(&reports) {
        assert!(report.recipient_last10.as_deref().unwrap().ends_with(fate.suffix));
        assert_eq!((report.provider_ref.as_str(), &report.own_ref), (&*package, &None));
        let expected = match fate.status {
            _ if matches!(fate.suffix, "0098" | "0099") => State::Accepted,
            11 => State::Accepted,
            2 => State::Sent,
            3 => State::Delivered,
            5 => State::Expired,
            _ => State::Failed,
        };
        assert_eq!(report.state, expected, "{}", fate.suffix);
        assert_eq!(report.reason.is_some(), matches!(expected, State::Failed | State::Expired));
    }
}

#[tokio::test]
async fn an_account_may_read_the_codes_differently() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account_with(mutlucell.addr(), &[("report_statuses", "from_zero")], "x");
    let batch = [sms(5_321_230_010, "x"), sms(5_321_230_098, "x")];
    let package = package_of(&send(&*provider, &batch).await[0]);
    mutlucell.clock().advance(MINUTE);
    let reports = ask(&*provider, &package, NOW + MINUTE).await.reports;
    assert_eq!([reports[0].state, reports[1].state], [State::Accepted, State::Delivered]);
}

#[tokio::test]
async fn however_often_reports_are_wanted_no_package_is_asked_for_too_often() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let mut packages = Vec::new();
    for n in 0..5 {
        packages.push(package_of(&send(&*provider, &[sms(5_321_230_200 + n, "x")]).await[0]));
    }
    let (mut seen, mut now) = (0, NOW);
    for _ in 0..40 {
        // A round that goes on while the provider says that there is more.
        let mut query = ReportQuery { refs: packages.clone(), since: NOW - MINUTE, until: now, cursor: None };
        loop {
            let page = provider.fetch_reports(&query).await.unwrap();
            seen += page.reports.len();
            query.cursor = page.next;
            if query.cursor.is_none() {
                break;
            }
        }
        now = now + MINUTE;
        mutlucell.clock().advance(MINUTE);
    }
    // After 1, 16 and 31 minutes.
    assert_eq!((seen, mutlucell.report().report_floods), (15, 0));
}

#[tokio::test]
async fn an_account_that_is_built_anew_does_not_ask_again_at_once() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let before = account(mutlucell.addr(), "x");
    let package = package_of(&send(&*before, &[sms(5_321_234_567, "x")]).await[0]);
    mutlucell.clock().advance(MINUTE);
    assert_eq!(ask(&*before, &package, NOW + MINUTE).await.reports.len(), 1);
    let after = account(mutlucell.addr(), "x");
    for (minutes, rows) in [(2, 0), (10, 0), (17, 1)] {
        let now = NOW + MINUTE * minutes;
        mutlucell
            .clock()
            .advance(Duration::from_micros((now.micros() - mutlucell.clock().unix_micros()).unsigned_abs()));
        assert_eq!(ask(&*after, &package, now).await.reports.len(), rows, "{minutes}");
    }
    assert_eq!(mutlucell.report().report_floods, 0);
}

#[tokio::test]
async fn a_package_that_nobody_knows_does_not_hide_the_others() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let package = package_of(&send(&*provider, &[sms(5_321_234_567, "x")]).await[0]);
    mutlucell.clock().advance(MINUTE * 16);
    let refs = ["5".into(), package];
    let mut query =
        ReportQuery { refs: refs.to_vec(), since: NOW - MINUTE, until: NOW + MINUTE * 16, cursor: None };
    // What is refused because of its id, and what is empty, are the same to the caller.
    mutlucell.plan_fault(sandbox::Fault::Code { code: "20".to_owned() });
    let page = provider.fetch_reports(&query).await.unwrap();
    assert_eq!((page.reports.len(), page.next.as_deref()), (0, Some("1")));
    query.cursor = page.next;
    let page = provider.fetch_reports(&query).await.unwrap();
    assert_eq!((page.reports.len(), page.next), (1, None));
}

#[tokio::test]
async fn the_settings_page_learns_what_the_account_has() {
    for name_shape in [NameShape::Tabs, NameShape::Lines] {
        let config = MutlucellConfig { name_shape, credit: Some(1986), ..MutlucellConfig::default() };
        let mutlucell = stand_in(config).await;
        let provider = account(mutlucell.addr(), "x");
        assert_eq!(provider.sender_names().await.unwrap(), ["FIRMAADI", "SANDBOX", "8501234567"]);
        let report = provider.test_connection().await.unwrap();
        assert_eq!((report.name.as_str(), report.warnings.len()), ("firma", 0));
        let other = account_with(mutlucell.addr(), &[("sender", "BASKA")], "x");
        assert_eq!(other.test_connection().await.unwrap().warnings.len(), 1);
        let balance = provider.balance().await.unwrap();
        assert_eq!((balance.money, balance.packages[0].left), (None, 1986));
    }
}

#[tokio::test]
async fn answers_of_people_can_be_fetched_where_the_number_is_known() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    assert!(provider.capabilities().inbound);
    assert!(provider.fetch_inbound(NOW, NOW).await.unwrap().is_empty());
    let sms = InboundSms {
        sender: "905321234567".into(),
        receiver: "8501234567".into(),
        message: "RET\nlütfen".into(),
    };
    mutlucell.receive(sms);
    let first = provider.fetch_inbound(NOW, NOW).await.unwrap();
    assert_eq!(first[0].content, InboundContent::Text("RET\nlütfen".to_owned()));
    assert_eq!((first[0].sender.digits.as_deref(), first[0].at), (Some("905321234567"), Some(NOW)));
    assert_eq!(provider.fetch_inbound(NOW, NOW).await.unwrap(), first);
    let without = account_with(mutlucell.addr(), &[("aboneno", "")], "x");
    assert!(!without.capabilities().inbound);
    assert_eq!(without.fetch_inbound(NOW, NOW).await.unwrap_err().code, "unsupported");
}
