use reqwest::Method;
use sandbox::netgsm::{InboundSms, NetgsmConfig, NetgsmCredentials};
use serde_json::json;

use super::client::Caller;

#[tokio::test]
async fn lists_the_approved_sender_names() {
    let caller = Caller::new().await;
    let (_, answer) = caller.call(Method::GET, "/sms/rest/v2/msgheader?appname=test", json!({})).await;
    assert_eq!(answer["msgheaders"][0], "FIRMAADI");
}

#[tokio::test]
async fn shows_the_balance_with_a_decimal_comma_and_by_package() {
    let caller = Caller::with(NetgsmConfig { credit: Some(171), ..NetgsmConfig::default() }).await;
    let ask = |password: &str, stip: u8| json!({ "usercode": "850", "password": password, "stip": stip });
    caller.send(&["5321234567"]).await;
    assert_eq!(caller.post("/balance", ask("p", 2)).await.1["balance"], "34,000");
    assert_eq!(caller.post("/balance", ask("p", 1)).await.1["balance"][0]["amount"], 170);
    assert_eq!(caller.code("/balance", ask("bad", 2)).await, "30");
    assert_eq!(caller.code("/balance", ask("p", 9)).await, "70");
}

#[tokio::test]
async fn lists_each_inbound_message_once_without_dates() {
    let caller = Caller::new().await;
    let list = |query: &'static str| caller.call(Method::GET, query, json!({}));
    assert_eq!(list("/sms/rest/v2/inbox").await.1["code"], "40");
    let sms =
        InboundSms { sender: "5321234567".into(), receiver: "8501234567".into(), message: "RET".into() };
    caller.stand_in.receive(sms).await;
    let (_, answer) = list("/sms/rest/v2/inbox").await;
    let expected = json!([{ "message": "RET", "sender": "5321234567", "receiver": "8501234567", "datetime": "01.06.2026 12:00:00" }]);
    assert_eq!(answer["messages"], expected);
    assert_eq!(list("/sms/rest/v2/inbox").await.1["code"], "40");
    let (_, again) = list("/sms/rest/v2/inbox?startdate=01062026000000&stopdate=02062026000000").await;
    assert_eq!(again["messages"], expected);
    let (_, wide) = list("/sms/rest/v2/inbox?startdate=01042026000000&stopdate=02062026000000").await;
    assert_eq!(wide["code"], "60");
}

#[tokio::test]
async fn measures_a_text() {
    let caller = Caller::new().await;
    let body = json!({ "context": "a".repeat(200), "encoding": 11, "customHeader": true });
    let (_, answer) = caller.post("/sms/rest/v2/length", body).await;
    assert_eq!((&answer["parts"], &answer["charsLeft"]), (&json!(2), &json!(688)));
}

#[tokio::test]
async fn knows_only_the_configured_login() {
    let credentials = NetgsmCredentials { usercode: "8501234567".into(), password: "other".into() };
    let caller =
        Caller::with(NetgsmConfig { credentials: Some(credentials), ..NetgsmConfig::default() }).await;
    assert_eq!(caller.code("/sms/rest/v2/report", json!({ "jobids": ["1"] })).await, "30");
}
