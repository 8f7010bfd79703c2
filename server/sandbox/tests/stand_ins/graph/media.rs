use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::client::{Caller, NUMBER};

/// A multipart form written out; no feature of the client is needed for three fields.
fn form(mime: &str, content: &str) -> String {
    let part = |name: &str, extra: &str, value: &str| {
        format!("--b0\r\nContent-Disposition: form-data; name=\"{name}\"{extra}\r\n\r\n{value}\r\n")
    };
    let file = format!("; filename=\"fatura.pdf\"\r\nContent-Type: {mime}");
    format!(
        "{}{}{}--b0--\r\n",
        part("messaging_product", "", "whatsapp"),
        part("type", "", mime),
        part("file", &file, content)
    )
}

async fn upload(caller: &Caller, mime: &str, content: &str) -> Value {
    let request = caller.request(Method::POST, &format!("v25.0/{NUMBER}/media")).bearer_auth("t");
    let request =
        request.header("content-type", "multipart/form-data; boundary=b0").body(form(mime, content));
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn uploads_looks_up_downloads_and_deletes() {
    let caller = Caller::new().await;
    let id = upload(&caller, "application/pdf", "0123456789").await["id"].as_str().unwrap().to_owned();
    let looked_up = caller.get(&id).await;
    assert_eq!((&looked_up["mime_type"], &looked_up["file_size"]), (&json!("application/pdf"), &json!(10)));
    assert_eq!(looked_up["sha256"], "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
    let url = looked_up["url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix(caller.stand_in.base_url()).unwrap().trim_start_matches('/').to_owned();
    let download = |token| caller.request(Method::GET, &path).bearer_auth(token);
    assert_eq!(download("bad").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(download("t").send().await.unwrap().text().await.unwrap(), "0123456789");
    let part = download("t").header("range", "bytes=2-4").send().await.unwrap();
    assert_eq!(
        (part.status(), &part.headers()["content-range"]),
        (StatusCode::PARTIAL_CONTENT, &"bytes 2-4/10".parse().unwrap())
    );
    assert_eq!(part.text().await.unwrap(), "234");
    caller.advance(300_000);
    assert_eq!(download("t").send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(caller.call(Method::DELETE, &id, json!({})).await.1, json!({ "success": true }));
    assert_eq!(caller.get(&id).await["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn refuses_files_of_unknown_kinds_and_too_large_ones() {
    let caller = Caller::new().await;
    assert_eq!(upload(&caller, "application/x-exe", "x").await["error"]["code"], 100);
    assert_eq!(upload(&caller, "image/png", &"x".repeat((5 << 20) + 1)).await["error"]["code"], 131_053);
}

#[tokio::test]
async fn takes_samples_for_template_headers() {
    let caller = Caller::new().await;
    let app = caller.stand_in.config().app_id.clone();
    let (_, started) = caller
        .call(
            Method::POST,
            &format!("{app}/uploads?file_length=3&file_type=application/pdf&file_name=a.pdf"),
            json!({}),
        )
        .await;
    let id = started["id"].as_str().unwrap();
    let request = caller
        .request(Method::POST, &format!("v25.0/{id}"))
        .header("authorization", "OAuth t")
        .header("file_offset", "0");
    let handle: Value = request.body("abc").send().await.unwrap().json().await.unwrap();
    assert!(handle["h"].as_str().unwrap().starts_with("4::"));
}
