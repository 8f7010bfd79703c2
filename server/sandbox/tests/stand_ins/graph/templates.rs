use reqwest::Method;
use serde_json::{Value, json};

use super::client::{ACCOUNT, Caller};

fn new(name: &str, text: &str, examples: Value) -> Value {
    json!({ "name": name, "language": "tr", "category": "UTILITY", "components": [{ "type": "BODY", "text": text, "example": examples }] })
}

#[tokio::test]
async fn lists_all_templates_page_by_page() {
    let caller = Caller::new().await;
    let mut names = Vec::new();
    let mut after = String::new();
    loop {
        let page =
            caller.get(&format!("{ACCOUNT}/message_templates?fields=name,status&limit=5{after}")).await;
        for template in page["data"].as_array().unwrap() {
            assert_eq!(template.as_object().unwrap().len(), 3);
            names.push(template["name"].as_str().unwrap().to_owned());
        }
        if page["paging"]["next"].is_null() {
            break;
        }
        after = format!("&after={}", page["paging"]["cursors"]["after"].as_str().unwrap());
    }
    assert_eq!(names.len(), 13);
    assert_eq!((names[0].as_str(), names[1].as_str()), ("merhaba", "siparis_onayi"));
    let page = caller.get(&format!("{ACCOUNT}/message_templates?status=PAUSED")).await;
    assert_eq!(page["data"].as_array().unwrap().len(), 1);
    let bad = caller.get(&format!("{ACCOUNT}/message_templates?after=*")).await;
    assert_eq!(bad["error"]["code"], 131_059);
}

#[tokio::test]
async fn the_next_address_leads_to_the_next_page() {
    let caller = Caller::new().await;
    let page = caller.get(&format!("{ACCOUNT}/message_templates?limit=12")).await;
    let next = page["paging"]["next"].as_str().unwrap();
    let path = next.split("/v25.0/").nth(1).unwrap();
    let last = caller.get(path).await;
    assert_eq!((last["data"].as_array().unwrap().len(), &last["paging"]["next"]), (1, &json!(null)));
}

#[tokio::test]
async fn reviews_a_new_template_and_tells_the_verdict() {
    let (caller, receiver) = Caller::heard().await;
    let path = format!("{ACCOUNT}/message_templates");
    let create = |name: &str| {
        caller.call(
            Method::POST,
            &path,
            new(name, "Sayın {{1}}, hoş geldiniz.", json!({ "body_text": [["Ayşe"]] })),
        )
    };
    let (status, made) = create("hos_geldiniz").await;
    assert_eq!((status, &made["status"]), (200, &json!("PENDING")));
    assert_eq!(create("hos_geldiniz").await.1["error"]["error_subcode"], 2_388_024);
    create("bunu_reddet").await;
    caller.advance(60_000);
    let told: Vec<_> = receiver
        .wait_for(2)
        .await
        .iter()
        .map(|delivery| delivery.json()["entry"][0]["changes"][0]["value"].clone())
        .collect();
    assert_eq!(
        (&told[0]["event"], &told[0]["message_template_name"]),
        (&json!("APPROVED"), &json!("hos_geldiniz"))
    );
    assert_eq!(told[0]["message_template_id"].as_u64().unwrap().to_string(), made["id"].as_str().unwrap());
    assert_eq!((&told[1]["event"], &told[1]["reason"]), (&json!("REJECTED"), &json!("INVALID_FORMAT")));
    let shown = caller.get(&format!("{}?fields=status,name", made["id"].as_str().unwrap())).await;
    assert_eq!(shown["status"], "APPROVED");
}

#[tokio::test]
async fn refuses_templates_that_break_the_rules() {
    let caller = Caller::new().await;
    let path = format!("{ACCOUNT}/message_templates");
    let example = json!({ "body_text": [["Ayşe"]] });
    for body in [
        new("Büyük", "Merhaba {{1}}, selam.", example.clone()),
        new("adsiz", "", json!(null)),
        new("basta", "{{1}} merhaba.", example.clone()),
        new("sonda", "Merhaba {{1}}", example.clone()),
        new("orneksiz", "Merhaba {{1}}, selam.", json!(null)),
        json!({ "name": "govdesiz", "language": "tr", "category": "UTILITY", "components": [] }),
        json!({ "name": "turu_yok", "language": "tr", "category": "NEWS", "components": [{ "type": "BODY", "text": "x" }] }),
    ] {
        let (status, answer) = caller.call(Method::POST, &path, body.clone()).await;
        assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)), "{body}");
    }
}

#[tokio::test]
async fn deletes_by_name_and_by_id() {
    let caller = Caller::new().await;
    let all = caller.get(&format!("{ACCOUNT}/message_templates?name=siparis_onayi")).await;
    let english =
        all["data"].as_array().unwrap().iter().find(|template| template["language"] == "en").unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
    let delete = |query: String| caller.call(Method::DELETE, query.leak(), json!({}));
    assert_eq!(
        delete(format!("{ACCOUNT}/message_templates?name=siparis_onayi&hsm_id={english}")).await.0,
        200
    );
    assert_eq!(delete(format!("{ACCOUNT}/message_templates?name=siparis_onayi")).await.0, 200);
    assert_eq!(delete(format!("{ACCOUNT}/message_templates?name=siparis_onayi")).await.0, 404);
}
