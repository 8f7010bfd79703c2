use reqwest::Method;
use sandbox::graph::GraphNumber;
use serde_json::json;

use super::client::{ACCOUNT, Caller, NUMBER};

#[tokio::test]
async fn shows_a_number_with_the_fields_asked_for() {
    let caller = Caller::new().await;
    let few = caller.get(NUMBER).await;
    assert_eq!(
        (few.as_object().unwrap().len(), &few["display_phone_number"]),
        (5, &json!("+90 212 123 45 67"))
    );
    let shown = caller
        .get(&format!("{NUMBER}?fields=status,throughput,whatsapp_business_manager_messaging_limit"))
        .await;
    let expected = json!({ "id": NUMBER, "status": "CONNECTED", "throughput": { "level": "STANDARD" }, "whatsapp_business_manager_messaging_limit": "TIER_2K" });
    assert_eq!(shown, expected);
    assert_eq!(caller.get(&format!("{ACCOUNT}/phone_numbers")).await["data"][0]["id"], NUMBER);
    assert_eq!(
        caller.get(&format!("{NUMBER}?fields=health_status")).await["health_status"]["can_send_message"],
        "AVAILABLE"
    );
    assert_eq!(caller.get("424242").await["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn a_number_that_is_added_later_is_one_of_the_business() {
    let caller = Caller::new().await;
    let added =
        GraphNumber { id: "77".to_owned(), display: "902121110000".to_owned(), ..GraphNumber::default() };
    assert_eq!(caller.get("77").await["error"]["error_subcode"], 33);
    for _ in 0..2 {
        caller.stand_in.numbers().add(added.clone());
    }
    assert_eq!(caller.get("77").await["display_phone_number"], "+90 212 111 00 00");
    let listed = caller.get(&format!("{ACCOUNT}/phone_numbers")).await;
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn tells_good_tokens_from_bad_ones() {
    let caller = Caller::new().await;
    let good = caller.get("debug_token?input_token=abc").await;
    assert_eq!(
        (&good["data"]["is_valid"], good["data"]["scopes"].as_array().unwrap().len()),
        (&json!(true), 2)
    );
    assert_eq!(caller.get("debug_token?input_token=expired").await["data"]["is_valid"], false);
    assert_eq!(
        caller.get("debug_token?input_token=limited").await["data"]["scopes"],
        json!(["whatsapp_business_management"])
    );
}

#[tokio::test]
async fn registers_with_a_pin() {
    let caller = Caller::new().await;
    let register = |pin: &str| {
        caller.call(
            Method::POST,
            "106540352242922/register",
            json!({ "messaging_product": "whatsapp", "pin": pin }),
        )
    };
    assert_eq!(register("123456").await.1, json!({ "success": true }));
    assert_eq!(register("000000").await.1["error"]["code"], 133_005);
    assert_eq!(register("12").await.1["error"]["code"], 131_009);
}

#[tokio::test]
async fn is_controlled_over_http() {
    let (caller, receiver) = Caller::heard().await;
    let control = |method, path: &str, body| caller.request(method, path).json(&body).send();
    control(Method::PUT, "control/modes", json!({ "duplicate": true })).await.unwrap();
    control(Method::POST, "control/inbound", json!({ "from": "905321234567", "text": "Selam" }))
        .await
        .unwrap();
    receiver.wait_for(1).await;
    let missing =
        control(Method::PUT, "control/template", json!({ "id": "1", "status": "PAUSED" })).await.unwrap();
    assert_eq!(missing.status(), 404);
    let field = json!({ "field": "account_update", "value": { "event": "ACCOUNT_VIOLATION" } });
    control(Method::POST, "control/webhook", field).await.unwrap();
    let told = receiver.wait_for(2).await[1].json();
    assert_eq!(told["entry"][0]["changes"][0]["field"], "account_update");
    caller.wamid("+905321234567", "r").await;
    control(Method::POST, "control/clock/advance", json!({ "seconds": 0.5 })).await.unwrap();
    receiver.wait_for(4).await;
    let state: serde_json::Value =
        caller.request(Method::GET, "control/state").send().await.unwrap().json().await.unwrap();
    assert_eq!((&state["accepted"], &state["messages"][0]["callback_data"]), (&json!(1), &json!("r")));
}
