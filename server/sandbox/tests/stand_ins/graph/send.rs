use reqwest::Method;
use sandbox::graph::{GraphConfig, GraphNumber, InboundMessage, MarketingPreference, OutsideWindow};
use serde_json::{Value, json};

use super::client::{Caller, NUMBER, order_to, text_to};

const TO: &str = "+905321234567";

fn template(name: &str, components: Value) -> Value {
    let mut body = order_to(TO, "");
    body["template"] = json!({ "name": name, "language": { "code": "tr" }, "components": components });
    body
}

fn changed(key: &str, value: impl Into<Value>) -> Value {
    let mut body = order_to(TO, "r");
    body[key] = value.into();
    body
}

#[tokio::test]
async fn accepts_a_template_and_answers_as_the_vendor() {
    let caller = Caller::new().await;
    let (status, answer) = caller.send(order_to(TO, "msg_1")).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&answer["contacts"][0]["input"], &answer["contacts"][0]["wa_id"]),
        (&json!(TO), &json!("905321234567"))
    );
    assert!(answer["contacts"][0]["user_id"].as_str().unwrap().starts_with("TR."));
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    assert!(answer["messages"][0]["id"].as_str().unwrap().starts_with("wamid."));
    assert_ne!(caller.wamid(TO, "msg_2").await, caller.wamid(TO, "msg_2").await);
    assert_eq!(caller.stand_in.references()["msg_2"], 2);
    let report = caller.stand_in.report();
    assert_eq!((report.accepted, report.distinct_recipients, report.reference_repeats), (3, 1, 1));
    assert_eq!(caller.stand_in.messages()[0].template.as_deref(), Some("siparis_onayi"));
}

#[tokio::test]
async fn takes_any_version_or_none_and_refuses_other_objects_and_tokens() {
    let caller = Caller::new().await;
    let attempt = |path: String, token: &'static str| {
        caller.request(Method::POST, &path).bearer_auth(token).json(&order_to(TO, "")).send()
    };
    for (path, token, status, code, subcode) in [
        (format!("v19.0/{NUMBER}/messages"), "t", 200, 0, 0),
        (format!("{NUMBER}/messages"), "t", 200, 0, 0),
        ("v25.0/999/messages".to_owned(), "t", 400, 100, 33),
        (format!("v25.0/{NUMBER}/messages"), "bad", 401, 190, 0),
        (format!("v25.0/{NUMBER}/messages"), "expired", 401, 190, 463),
        (format!("v25.0/{NUMBER}/messages"), "limited", 403, 10, 0),
    ] {
        let response = attempt(path, token).await.unwrap();
        assert_eq!(response.status(), status);
        let answer: Value = response.json().await.unwrap();
        let error = &answer["error"];
        assert_eq!(
            (error["code"].as_u64().unwrap_or(0), error["error_subcode"].as_u64().unwrap_or(0)),
            (code, subcode)
        );
    }
    let bare = caller
        .request(Method::POST, &format!("{NUMBER}/messages"))
        .json(&order_to(TO, ""))
        .send()
        .await
        .unwrap();
    assert_eq!(bare.status(), 401);
}

#[tokio::test]
async fn refuses_bodies_that_break_the_rules() {
    let caller = Caller::new().await;
    let long = "a".repeat(4097);
    for (body, expected) in [
        (json!([]), (400, 100)),
        (changed("messaging_product", "telegram"), (400, 100)),
        (changed("to", ""), (400, 131_008)),
        (changed("to", "0532 abc"), (400, 131_009)),
        (changed("to", "+902121234567"), (400, 131_021)),
        (changed("type", ""), (400, 131_008)),
        (changed("type", "fax"), (400, 131_051)),
        (changed("type", "text"), (400, 131_008)),
        (changed("biz_opaque_callback_data", "x".repeat(513)), (400, 131_009)),
        (
            json!({ "messaging_product": "whatsapp", "to": TO, "type": "text", "text": { "body": long } }),
            (400, 131_009),
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": TO, "type": "image", "image": { "id": "1", "link": "https://x.test/a.png" } }),
            (400, 131_009),
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": TO, "type": "interactive", "interactive": { "type": "button", "body": { "text": "?" }, "action": { "buttons": [] } } }),
            (400, 131_009),
        ),
    ] {
        assert_eq!(caller.code(body.clone()).await, expected, "{body}");
    }
    assert_eq!(caller.stand_in.report().accepted, 0);
}

#[tokio::test]
async fn refuses_templates_that_cannot_be_sent_or_do_not_fit() {
    let caller = Caller::new().await;
    let text = |text: &str| json!({ "type": "text", "text": text });
    let body = |parameters: Value| json!([{ "type": "body", "parameters": parameters }]);
    let named = |name: &str| json!({ "type": "text", "parameter_name": name, "text": "x" });
    let document = json!({ "type": "header", "parameters": [{ "type": "document", "document": { "link": "https://x.test/f.pdf" } }] });
    let image = json!({ "type": "header", "parameters": [{ "type": "image", "image": { "id": "1" } }] });
    let two = json!({ "type": "body", "parameters": [text("a"), text("b")] });
    let url = json!({ "type": "button", "sub_type": "url", "index": "0", "parameters": [text("ab")] });
    for (body, expected) in [
        (template("yok", json!([])), (404, 132_001)),
        (template("yeni_sezon", body(json!([text("a")]))), (404, 132_001)),
        (template("cekilis_duyurusu", body(json!([text("a")]))), (404, 132_001)),
        (template("yaz_kampanyasi", body(json!([text("a")]))), (400, 132_015)),
        (template("eski_kampanya", json!([])), (400, 132_016)),
        (template("siparis_onayi", body(json!([text("a")]))), (400, 132_000)),
        (template("siparis_onayi", body(json!([text("a"), text("b\nc")]))), (400, 132_018)),
        (template("siparis_onayi", body(json!([text("a"), text("")]))), (400, 131_008)),
        (template("siparis_onayi", body(json!([text("a"), text(&"b".repeat(1025))]))), (400, 132_005)),
        (
            template("siparis_onayi", body(json!([text("a"), { "type": "image", "image": { "id": "1" } }]))),
            (400, 132_012),
        ),
        (
            template("randevu_hatirlatma", body(json!([named("ad"), named("tarih"), named("gun")]))),
            (400, 132_000),
        ),
        (template("randevu_hatirlatma", body(json!([named("ad"), named("saat"), named("tarih")]))), (200, 0)),
        (template("fatura_hazir", json!([two, url])), (400, 132_000)),
        (template("fatura_hazir", json!([image, two, url])), (400, 132_012)),
        (template("fatura_hazir", json!([document, two])), (400, 131_008)),
        (template("fatura_hazir", json!([document, two, url])), (200, 0)),
        (template("merhaba", json!([])), (200, 0)),
    ] {
        assert_eq!(caller.code(body.clone()).await, expected, "{body}");
    }
    let (_, answer) = caller.send(template("siparis_onayi", json!([]))).await;
    let details = answer["error"]["error_data"]["details"].as_str().unwrap();
    assert_eq!(
        details,
        "body: number of localizable_params (0) does not match the expected number of params (2)"
    );
}

#[tokio::test]
async fn wants_an_open_window_for_anything_but_a_template() {
    let refusing = GraphConfig { outside_window: OutsideWindow::Refuse, ..GraphConfig::default() };
    let caller = Caller::with(refusing).await;
    assert_eq!(caller.code(text_to(TO)).await, (400, 131_047));
    caller.stand_in.receive(InboundMessage {
        from: "905321234567".into(),
        text: "Merhaba".into(),
        ..Default::default()
    });
    assert_eq!(caller.code(text_to(TO)).await, (200, 0));
    caller.advance(24 * 3_600_000);
    assert_eq!(caller.code(text_to(TO)).await, (400, 131_047));
}

#[tokio::test]
async fn limits_a_number_and_a_pair() {
    let caller = Caller::with(GraphConfig { throughput: Some(60), ..GraphConfig::default() }).await;
    for _ in 0..45 {
        assert_eq!(caller.code(order_to(TO, "")).await, (200, 0));
    }
    assert_eq!(caller.code(order_to(TO, "")).await, (400, 131_056));
    for user in 0..14 {
        assert_eq!(caller.code(order_to(&format!("+9053212399{user:02}"), "")).await, (200, 0));
    }
    assert_eq!(caller.code(order_to("+905331234567", "")).await, (400, 130_429));
    caller.advance(6000);
    assert_eq!(caller.code(order_to(TO, "")).await, (200, 0));
}

#[tokio::test]
async fn refuses_marketing_to_those_who_stopped_it() {
    let caller = Caller::new().await;
    let header = json!({ "type": "header", "parameters": [{ "type": "image", "image": { "link": "https://x.test/a.png" } }] });
    let body = json!({ "type": "body", "parameters": [{ "type": "text", "text": "Ayşe" }, { "type": "text", "text": "20" }] });
    let spring = template("bahar_indirimi", json!([header, body]));
    let prefer = |stop| caller.stand_in.prefer(&MarketingPreference { from: "905321234567".into(), stop });
    prefer(true);
    assert_eq!(caller.code(spring.clone()).await, (400, 131_050));
    assert_eq!(caller.code(order_to(TO, "")).await, (200, 0));
    prefer(false);
    assert_eq!(caller.code(spring.clone()).await, (200, 0));
    let marketing = |body: Value| caller.call(Method::POST, "106540352242922/marketing_messages", body);
    assert_eq!(marketing(spring).await.0, 200);
    assert_eq!(marketing(order_to(TO, "")).await.1["error"]["code"], 131_055);
}

#[tokio::test]
async fn sends_to_a_scoped_user_id_but_no_code() {
    let caller = Caller::new().await;
    let mut body = order_to("", "");
    body["recipient"] = "TR.1a2b".into();
    let (status, answer) = caller.send(body.clone()).await;
    assert_eq!((status, &answer["contacts"][0]), (200, &json!({ "input": "TR.1a2b", "user_id": "TR.1a2b" })));
    let parameter = json!([{ "type": "text", "text": "123456" }]);
    body["template"] = json!({ "name": "dogrulama_kodu", "language": { "code": "tr" }, "components": [
        { "type": "body", "parameters": parameter },
        { "type": "button", "sub_type": "url", "index": 0, "parameters": parameter },
    ]});
    assert_eq!(caller.code(body.clone()).await, (400, 131_062));
    body["to"] = TO.into();
    assert_eq!(caller.code(body).await, (200, 0));
}

#[tokio::test]
async fn marks_messages_read_and_knows_an_unregistered_number() {
    let numbers = vec![GraphNumber { registered: false, ..GraphNumber::default() }];
    let caller = Caller::with(GraphConfig { numbers, ..GraphConfig::default() }).await;
    let read = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN" });
    assert_eq!(caller.send(read).await, (200, json!({ "success": true })));
    assert_eq!(caller.code(order_to(TO, "")).await, (400, 133_010));
}
