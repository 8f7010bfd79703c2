use reqwest::Method;
use sandbox::netgsm::{InboundSms, NetgsmConfig, PushShape};
use serde_json::{Value, json};

use super::client::Caller;
use crate::receiver::Receiver;

const WEBHOOK: &str = "/sms/rest/v2/reportwebhook";

async fn subscribed(shape: PushShape) -> (Caller, Receiver) {
    let caller = Caller::with(NetgsmConfig { push_shape: shape, ..NetgsmConfig::default() }).await;
    let (receiver, addr) = Receiver::start().await;
    let hook = json!({ "webhookUrl": format!("http://{addr}/hook") });
    assert_eq!(caller.code(WEBHOOK, hook.clone()).await, "00");
    assert_eq!(caller.code("/sms/rest/v2/inboxwebhook", hook).await, "00");
    (caller, receiver)
}

#[tokio::test]
async fn pushes_each_report_when_it_becomes_final() {
    let (caller, receiver) = subscribed(PushShape::Rows).await;
    caller.send(&["5321234567", "5331230000", "5341234567"]).await;
    caller.advance(2);
    let first = receiver.wait_for(1).await[0].json();
    assert_eq!((&first[0]["number"], &first[0]["status"]), (&json!("905331230000"), &json!(3)));
    caller.advance(1);
    let second = receiver.wait_for(2).await[1].json();
    let numbers: Vec<_> = second.as_array().unwrap().iter().map(|row| &row["number"]).collect();
    assert_eq!(numbers, ["905321234567", "905341234567"]);
}

#[tokio::test]
async fn pushes_in_each_possible_shape() {
    let (caller, receiver) = subscribed(PushShape::Row).await;
    caller.send(&["5321234567", "5331234567"]).await;
    caller.advance(3);
    let rows: Vec<Value> =
        receiver.wait_for(2).await.iter().map(|delivery| delivery.json()["status"].clone()).collect();
    assert_eq!(rows, [1, 1]);

    let (caller, receiver) = subscribed(PushShape::Jobs).await;
    caller.send(&["5321234567"]).await;
    caller.advance(3);
    assert_eq!(receiver.wait_for(1).await[0].json()["jobs"][0]["status"], 1);
}

#[tokio::test]
async fn pushes_nothing_after_the_address_was_removed() {
    let (caller, receiver) = subscribed(PushShape::Rows).await;
    caller.send(&["5321234567"]).await;
    caller.call(Method::DELETE, WEBHOOK, json!(null)).await;
    caller.advance(3);
    let sms = InboundSms { sender: "5321234567".into(), receiver: "850".into(), message: "Selam".into() };
    caller.stand_in.receive(sms).await;
    let deliveries = receiver.wait_for(1).await;
    assert_eq!((deliveries.len(), deliveries[0].json()["message"].clone()), (1, json!("Selam")));
    assert_eq!(caller.stand_in.report().pushed, 0);
}

#[tokio::test]
async fn refuses_an_address_that_is_none() {
    let caller = Caller::new().await;
    for body in [json!({}), json!({ "webhookUrl": "nowhere" })] {
        assert_eq!(caller.code(WEBHOOK, body).await, "70");
    }
}
