//! The platform's own mails, from the form over the wire to the link that works.

use std::time::Duration;

use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Method, Request, StatusCode};
use sandbox::SandboxConfig;
use sandbox::smtp::SmtpSinkConfig;
use serde_json::json;

use super::stack::Stack;
use super::world::{TestResult, World};

fn keeping() -> SandboxConfig {
    let smtp = SmtpSinkConfig { keep_bodies: 20, ..SmtpSinkConfig::default() };
    SandboxConfig { smtp, ..SandboxConfig::default() }
}

fn get(uri: &str) -> http::Result<Request<Body>> {
    Request::builder().uri(uri).body(Body::empty())
}

fn post(path: &str, cookie: &str, body: &serde_json::Value) -> http::Result<Request<Body>> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(CONTENT_TYPE, "application/json")
        .header(COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body.to_string()))
}

/// The path of the link in the first mail to somebody; waits for it.
async fn mailed_link(stack: &Stack, recipient: &str, begins: &str) -> TestResult<String> {
    let found = || {
        let mails = stack.sandbox.smtp().messages();
        let mail = mails.into_iter().find(|mail| mail.recipients.iter().any(|to| to == recipient))?;
        // Quoted-printable: soft line ends out.
        let text = String::from_utf8_lossy(&mail.raw).replace("=\r\n", "");
        let at = text.find(begins)? + "http://localhost".len();
        text.get(at..)?.split_whitespace().next().map(ToOwned::to_owned)
    };
    let wait = async {
        loop {
            if let Some(link) = found() {
                return link;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    Ok(tokio::time::timeout(Duration::from_secs(20), wait).await?)
}

#[tokio::test]
async fn a_forgotten_password_is_renewed_by_the_link_of_a_mail() -> TestResult {
    let stack = Stack::start(keeping()).await?;
    let asked = post("/api/v1/password/request-reset", "", &json!({ "login": "bora" }))?;
    assert_eq!(stack.world.send(asked).await?.status(), StatusCode::OK);
    let link = mailed_link(&stack, "bora@a.example", "http://localhost/reset/").await?;
    let opened = stack.world.send(get(&link)?).await?;
    assert_eq!(opened.headers().get(LOCATION).ok_or("no way on")?, "/reset/new");
    let cookie = opened.headers().get(SET_COOKIE).ok_or("no permission")?.to_str()?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let renewed = json!({ "password": "yepyeni bir parola", "password_again": "yepyeni bir parola" });
    let set = stack.world.send(post("/api/v1/password/reset", &cookie, &renewed)?).await?;
    assert!(!set.status().is_client_error() && !set.status().is_server_error(), "{}", set.status());
    let sign_in = json!({ "login": "bora", "password": "yepyeni bir parola" });
    let signed_in = stack.world.send(post("/api/v1/session/sign-in", "", &sign_in)?).await?;
    assert_eq!(signed_in.status(), StatusCode::OK);
    let again = stack.world.send(get(&link)?).await?;
    assert_eq!(again.headers().get(LOCATION).ok_or("no way on")?, "/reset?expired=1");
    Ok(())
}

#[tokio::test]
async fn the_reset_page_says_when_no_mail_can_leave() -> TestResult {
    let page = async |world: &World| -> TestResult<String> {
        let answer = world.send(get("/reset")?).await?;
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let world = World::new().await?;
    assert!(page(&world).await?.contains("data-tone=\"warn\""));
    let stack = Stack::start(keeping()).await?;
    assert!(!page(&stack.world).await?.contains("data-tone=\"warn\""));
    Ok(())
}
