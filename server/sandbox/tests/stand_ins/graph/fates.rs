use std::time::Duration;

use sandbox::graph::{FATES, GraphConfig, OutsideWindow};
use sandbox::{Fault, PlannedFault};
use serde_json::{Value, json};

use super::client::{Caller, NUMBER, order_to};
use crate::receiver::Receiver;

/// The statuses told, with their error codes, and that no more are to come.
async fn statuses(suffix: &str, count: usize) -> Vec<String> {
    let (caller, receiver) = Caller::heard().await;
    caller.wamid(&format!("+90532123{suffix}"), "r").await;
    caller.advance(120_000);
    let told = receiver.wait_for(count).await.iter().map(|delivery| word(&delivery.json())).collect();
    assert_eq!(caller.stand_in.report().pending_events, 0, "{suffix}");
    told
}

fn word(webhook: &Value) -> String {
    let status = &webhook["entry"][0]["changes"][0]["value"]["statuses"][0];
    let code = status["errors"][0]["code"].as_u64().map(|code| format!(" {code}")).unwrap_or_default();
    format!("{}{code}", status["status"].as_str().unwrap())
}

#[tokio::test]
async fn follows_each_course() {
    let table = [
        ("4567", "sent,delivered,read"),
        ("1026", "failed 131026"),
        ("0472", "failed 130472"),
        ("7000", ""),
        ("7001", "sent"),
        ("7002", "sent,delivered"),
        ("7003", "sent,read"),
        ("7004", "sent,sent,delivered,delivered,read,read"),
        ("7005", "read,delivered,sent"),
        ("7006", "sent,failed 131026,delivered"),
        ("7008", "sent,delivered,read"),
        ("7009", "sent,failed 131026"),
        ("7010", "sent,delivered,read"),
        ("7011", "failed 132015"),
    ];
    for (suffix, expected) in table {
        let count = expected.split(',').filter(|status| !status.is_empty()).count();
        assert_eq!(statuses(suffix, count).await.join(","), expected, "{suffix}");
    }
}

#[tokio::test]
async fn somebody_answers_and_may_be_written_to_freely() {
    let refusing = GraphConfig { outside_window: OutsideWindow::Refuse, ..GraphConfig::default() };
    let caller = Caller::with(refusing).await;
    let (receiver, addr) = Receiver::start().await;
    caller.stand_in.set_callback(Some(format!("http://{addr}/hook")));
    let to = "+905321237012";
    let text = json!({ "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": "x" } });
    assert_eq!(caller.code(text.clone()).await, (400, 131_047));
    caller.wamid(to, "r").await;
    caller.advance(2_000);
    let told = receiver.wait_for(3).await;
    let said = &told[2].json()["entry"][0]["changes"][0]["value"]["messages"][0];
    assert_eq!((said["from"].as_str(), said["type"].as_str()), (Some("905321237012"), Some("text")));
    assert_eq!(caller.code(text).await, (200, 0));
}

#[tokio::test]
async fn refuses_every_number_whose_fate_is_a_code() {
    let caller = Caller::new().await;
    let refused = FATES.iter().filter(|fate| fate.suffix.starts_with(['2', '3', '4']));
    for fate in refused {
        let (status, code) = caller.code(order_to(&format!("+90532123{}", fate.suffix), "")).await;
        assert_eq!(code, u64::from(fate.code.unwrap()), "{}", fate.suffix);
        assert!(status >= 400);
    }
    assert_eq!(caller.stand_in.report().accepted, 0);
}

#[tokio::test]
async fn breaks_off_for_the_numbers_that_say_so() {
    let caller = Caller::new().await;
    for (suffix, timeout, accepted) in
        [("0408", true, 0), ("0409", true, 1), ("0444", false, 2), ("0445", false, 2)]
    {
        let request = caller.request(reqwest::Method::POST, &format!("{NUMBER}/messages")).bearer_auth("t");
        let body = order_to(&format!("+90532123{suffix}"), suffix);
        let error = request.timeout(Duration::from_millis(1500)).json(&body).send().await.unwrap_err();
        assert_eq!(error.is_timeout(), timeout, "{suffix}");
        assert_eq!(caller.stand_in.report().accepted, accepted, "{suffix}");
    }
    for (suffix, status) in [("0500", 500), ("0503", 503)] {
        let request = caller.request(reqwest::Method::POST, &format!("{NUMBER}/messages")).bearer_auth("t");
        let response = request.json(&order_to(&format!("+90532123{suffix}"), "")).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert!(response.text().await.unwrap().starts_with("<html>"));
    }
}

#[tokio::test]
async fn says_when_a_limited_call_may_be_repeated() {
    let caller = Caller::new().await;
    for (suffix, header) in [("4004", "x-app-usage"), ("8007", "x-business-use-case-usage")] {
        let request = caller.request(reqwest::Method::POST, &format!("{NUMBER}/messages")).bearer_auth("t");
        let response = request.json(&order_to(&format!("+90532123{suffix}"), "")).send().await.unwrap();
        let usage: Value = serde_json::from_str(response.headers()[header].to_str().unwrap()).unwrap();
        assert!(usage.is_object());
    }
}

#[tokio::test]
async fn suffers_planned_faults() {
    let caller = Caller::new().await;
    let to_messages = |fault| PlannedFault { fault, path: Some("/messages".into()), times: 1 };
    caller.stand_in.plan_fault(to_messages(Fault::Code { code: "131016".into() }));
    assert_eq!(caller.code(order_to("+905321234567", "")).await, (500, 131_016));
    caller.stand_in.plan_fault(to_messages(Fault::CloseAfterAccept));
    let request = caller.request(reqwest::Method::POST, &format!("{NUMBER}/messages")).bearer_auth("t");
    assert!(request.json(&order_to("+905321234567", "")).send().await.is_err());
    assert_eq!(caller.stand_in.report().accepted, 1);
}
