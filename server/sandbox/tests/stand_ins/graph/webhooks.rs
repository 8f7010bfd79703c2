use hmac::{Hmac, Mac};
use reqwest::Method;
use sandbox::graph::{GraphConfig, InboundMessage, MarketingPreference, Modes};
use serde_json::{Value, json};

use super::client::{ACCOUNT, Caller, NUMBER, order_to};
use crate::receiver::{Delivery, Receiver};

const TO: &str = "+905321234567";

fn value(delivery: &Delivery) -> Value {
    delivery.json()["entry"][0]["changes"][0]["value"].clone()
}

#[tokio::test]
async fn tells_statuses_with_all_that_belongs_to_them() {
    let (caller, receiver) = Caller::heard().await;
    let wamid = caller.wamid(TO, "t7:msg-91").await;
    caller.advance(500);
    let delivery = receiver.wait_for(1).await.remove(0);
    assert_eq!(
        (&delivery.json()["object"], &delivery.json()["entry"][0]["id"]),
        (&json!("whatsapp_business_account"), &json!(ACCOUNT))
    );
    let value = value(&delivery);
    assert_eq!(
        value["metadata"],
        json!({ "display_phone_number": "902121234567", "phone_number_id": NUMBER })
    );
    let user = value["statuses"][0]["recipient_user_id"].clone();
    assert!(user.as_str().unwrap().starts_with("TR."));
    let expected = json!({
        "id": wamid, "status": "sent", "timestamp": "1780304400", "recipient_id": "905321234567", "recipient_user_id": user,
        "biz_opaque_callback_data": "t7:msg-91",
        "pricing": { "billable": true, "pricing_model": "PMP", "type": "regular", "category": "utility" },
    });
    assert_eq!(value["statuses"], json!([expected]));
}

#[tokio::test]
async fn signs_the_exact_bytes_and_writes_only_ascii() {
    let (caller, receiver) = Caller::heard().await;
    caller.stand_in.receive(InboundMessage {
        from: "905321234567".into(),
        name: "Ayşe Öz".into(),
        text: "http://x/ş".into(),
        ..Default::default()
    });
    let delivery = receiver.wait_for(1).await.remove(0);
    let mut mac =
        Hmac::<sha2::Sha256>::new_from_slice(caller.stand_in.config().app_secret.as_bytes()).unwrap();
    mac.update(&delivery.body);
    let digest: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(delivery.headers["x-hub-signature-256"], format!("sha256={digest}"));
    assert!(delivery.body.is_ascii());
    let raw = String::from_utf8(delivery.body.to_vec()).unwrap();
    assert!(raw.contains(r"Ay\u015fe \u00d6z") && raw.contains(r"http:\/\/x\/\u015f"));
    assert_eq!(value(&delivery)["messages"][0]["text"]["body"], "http://x/ş");
}

#[tokio::test]
async fn tells_of_messages_and_wishes_of_people() {
    let (caller, receiver) = Caller::heard().await;
    let button = json!({ "type": "button", "button": { "payload": "STOP", "text": "Durdur" }, "context": { "id": "wamid.OUT" } });
    let inbound = InboundMessage {
        from: "905321234567".into(),
        name: "Ayşe".into(),
        message: Some(button),
        ..Default::default()
    };
    let id = caller.stand_in.receive(inbound);
    let told = value(&receiver.wait_for(1).await[0]);
    assert_eq!(
        (&told["messages"][0]["id"], &told["messages"][0]["button"]["payload"]),
        (&json!(id), &json!("STOP"))
    );
    assert_eq!(
        (&told["contacts"][0]["profile"]["name"], &told["contacts"][0]["wa_id"]),
        (&json!("Ayşe"), &json!("905321234567"))
    );
    caller.stand_in.prefer(&MarketingPreference { from: "905321234567".into(), stop: true });
    let wish = receiver.wait_for(2).await[1].json();
    let change = &wish["entry"][0]["changes"][0];
    assert_eq!(
        (&change["field"], &change["value"]["user_preferences"][0]["value"]),
        (&json!("user_preferences"), &json!("stop"))
    );
    assert!(wish["entry"][0]["time"].is_i64());
}

#[tokio::test]
async fn batches_many_statuses_into_one_post() {
    let (caller, receiver) = Caller::heard().await;
    caller.stand_in.set_modes(Modes { batch: 12, ..Modes::default() });
    for user in 0..12 {
        caller.wamid(&format!("+9053212399{user:02}"), &format!("r{user}")).await;
    }
    caller.advance(500);
    let body = receiver.wait_for(1).await[0].json();
    let changes = body["entry"][0]["changes"].as_array().unwrap();
    let references: Vec<_> = changes
        .iter()
        .flat_map(|change| change["value"]["statuses"].as_array().unwrap())
        .map(|status| status["biz_opaque_callback_data"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(references, (0..12).map(|user| format!("r{user}")).collect::<Vec<_>>());
    assert!(changes.len() > 1);
}

#[tokio::test]
async fn hides_phones_and_comes_before_the_reply_when_told_so() {
    let (caller, receiver) = Caller::heard().await;
    caller.stand_in.set_modes(Modes { bsuid_only: true, status_before_reply: true, ..Modes::default() });
    caller.wamid(TO, "early").await;
    // No waiting: it must be here already.
    let deliveries = receiver.all();
    assert_eq!(deliveries.len(), 1);
    let status = &value(&deliveries[0])["statuses"][0];
    assert_eq!((&status["status"], &status["recipient_id"]), (&json!("sent"), &json!(null)));
    assert!(status["recipient_user_id"].is_string());
}

#[tokio::test]
async fn repeats_what_was_not_taken() {
    let (caller, receiver) = Caller::heard().await;
    receiver.refuse(2);
    caller.wamid(TO, "again").await;
    caller.advance(500);
    receiver.wait_for(2).await;
    caller.advance(10_000);
    let deliveries = receiver.wait_for(3).await;
    assert_eq!(deliveries[0].body, deliveries[1].body);
    let repeated = deliveries.iter().filter(|delivery| delivery.body == deliveries[0].body).count();
    assert!(repeated >= 2);
}

#[tokio::test]
async fn prefers_the_address_of_the_number_over_that_of_the_account() {
    let caller = Caller::with(GraphConfig { subscribed: false, ..GraphConfig::default() }).await;
    let ((account, account_addr), (number, number_addr)) = (Receiver::start().await, Receiver::start().await);
    caller.wamid(TO, "unheard").await;
    caller.advance(60_000);
    let subscribe = |addr: std::net::SocketAddr, token: &str| json!({ "override_callback_uri": format!("http://{addr}/hook"), "verify_token": token });
    let apps = format!("{ACCOUNT}/subscribed_apps");
    let (status, answer) = caller.call(Method::POST, &apps, subscribe(account_addr, "wrong")).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(2200)));
    assert_eq!(caller.get(&apps).await["data"], json!([]));
    assert_eq!(caller.call(Method::POST, &apps, subscribe(account_addr, "verify-me")).await.0, 200);
    assert_eq!(caller.get(&apps).await["data"][0]["whatsapp_business_api_data"]["name"], "Sandbox");
    caller.wamid(TO, "account").await;
    caller.advance(500);
    account.wait_for(1).await;
    let own = json!({ "webhook_configuration": subscribe(number_addr, "verify-me") });
    assert_eq!(caller.call(Method::POST, NUMBER, own).await.1, json!({ "success": true }));
    caller.send(order_to("+905331234567", "number")).await;
    caller.advance(500);
    let heard = number.wait_for(1).await;
    assert_eq!(value(&heard[0])["statuses"][0]["biz_opaque_callback_data"], "number");
    assert!(
        account
            .all()
            .iter()
            .all(|delivery| value(delivery)["statuses"][0]["biz_opaque_callback_data"] == "account")
    );
    caller.call(Method::DELETE, &apps, json!({})).await;
    assert_eq!(caller.get(&apps).await["data"], json!([]));
}
