//! What providers call with, through the router and from the stand-ins.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::id::AccountId;
use domain::message::State;
use http::{Method, Request, StatusCode};
use sandbox::SandboxConfig;
use sandbox::graph::{GraphConfig, GraphNumber, InboundMessage, Modes};
use sandbox::netgsm::InboundSms;

use super::stack::Stack;
use super::world::TestResult;

/// Reports come at once.
fn fast() -> SandboxConfig {
    let after = Duration::from_millis;
    let graph = GraphConfig {
        sent_after: after(10),
        delivered_after: after(20),
        read_after: Some(after(30)),
        ..GraphConfig::default()
    };
    SandboxConfig { graph, ..SandboxConfig::default() }
}

async fn path(stack: &Stack, account: AccountId) -> TestResult<String> {
    let url = stack.callback(account).await?.url;
    Ok(url.strip_prefix("http://localhost").ok_or("another address")?.to_owned())
}

async fn post(stack: &Stack, path: &str, body: impl Into<Body>, signature: &str) -> TestResult<Response> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("content-type", "application/json")
        .header("x-hub-signature-256", signature)
        // A provider is another site, and says so now and then.
        .header("origin", "https://graph.example")
        .header("sec-fetch-site", "cross-site");
    stack.world.send(request.body(body.into())?).await
}

async fn body(response: Response) -> TestResult<String> {
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.to_vec())?)
}

#[tokio::test]
async fn the_handshake_is_answered_with_its_challenge_and_only_for_the_right_word() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let account = stack.connect_whatsapp().await?;
    let path = path(&stack, account).await?;
    for (word, status, said) in [("dogrula", StatusCode::OK, "1158"), ("baska", StatusCode::UNAUTHORIZED, "")]
    {
        let uri = format!("{path}?hub.mode=subscribe&hub.challenge=1158&hub.verify_token={word}");
        let answer = stack.world.send(Request::builder().uri(uri).body(Body::empty())?).await?;
        assert_eq!(answer.status(), status, "{word}");
        assert_eq!(body(answer).await?, said);
    }
    Ok(())
}

#[tokio::test]
async fn a_false_signature_is_turned_away_and_counted() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let account = stack.connect_whatsapp().await?;
    let path = path(&stack, account).await?;
    let false_one = format!("sha256={}", "0".repeat(64));
    for signature in [false_one.as_str(), "sha256=", ""] {
        let answer = post(&stack, &path, "{\"entry\":[]}", signature).await?;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(body(answer).await?, "");
    }
    let callback = stack.callback(account).await?;
    assert_eq!(callback.refused, 3);
    assert!(callback.refused_at.is_some());
    Ok(())
}

#[tokio::test]
async fn an_unknown_address_says_nothing() -> TestResult {
    let stack = Stack::start(fast()).await?;
    for token in ["A".repeat(43), "x".to_owned(), "%F0%9F".to_owned()] {
        let answer = post(&stack, &format!("/callbacks/{token}"), "{}", "").await?;
        assert!(answer.status().is_client_error(), "{token}");
        if !token.starts_with('%') {
            assert_eq!((answer.status(), body(answer).await?.as_str()), (StatusCode::NOT_FOUND, ""));
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_comes_to_an_unknown_address_is_not_read() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let endless = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let path = format!("/callbacks/{}", "A".repeat(43));
    let answer = tokio::time::timeout(Duration::from_secs(20), post(&stack, &path, endless, "")).await??;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn nonsense_and_floods_change_nothing() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let values = [("usercode", "8501234567"), ("password", "x"), ("sender", "FIRMAADI")];
    let account = stack.connect("netgsm", &values).await?;
    let path = path(&stack, account).await?;
    for (content, status) in [
        (b"<html>".to_vec(), StatusCode::BAD_REQUEST),
        (vec![0xff, 0xfe, 0x00], StatusCode::BAD_REQUEST),
        (vec![b' '; 5 << 20], StatusCode::PAYLOAD_TOO_LARGE),
        (br#"[{"jobid":"7","number":"905321234567","status":1}]"#.to_vec(), StatusCode::OK),
    ] {
        assert_eq!(post(&stack, &path, content, "").await?.status(), status);
    }
    let callback = stack.callback(account).await?;
    assert_eq!((callback.taken, callback.refused), (1, 2));
    Ok(())
}

#[tokio::test]
async fn signed_reports_of_the_stand_in_arrive_in_any_order_and_twice() -> TestResult {
    let stack = Stack::start(fast()).await?;
    stack.sandbox.graph().set_modes(Modes { shuffle: true, duplicate: true, ..Modes::default() });
    let account = stack.connect_whatsapp().await?;
    stack.told(account).await?;
    let number = stack.sandbox.graph().config().numbers[0].id.clone();
    let inbound = InboundMessage {
        from: "905321234567".to_owned(),
        to: number,
        text: "Merhaba".to_owned(),
        ..InboundMessage::default()
    };
    stack.sandbox.graph().receive(inbound);
    stack.hears_from("+905321234567").await?;
    let message = stack.send("whatsapp", "+905321234567", "a").await?;
    stack.comes_to(message, State::Read).await?;
    let callback = stack.callback(account).await?;
    assert!(callback.taken > 3, "handshake, the person's message, and reports: {callback:?}");
    assert_eq!(callback.refused, 0);
    Ok(())
}

#[tokio::test]
async fn a_stop_word_ends_commercial_messages_to_its_number_at_once() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let account = stack.connect_whatsapp().await?;
    stack.told(account).await?;
    let before = stack.callback(account).await?.taken;
    let answer = InboundMessage {
        from: "905321234567".to_owned(),
        text: "İptal lütfen".to_owned(),
        ..InboundMessage::default()
    };
    stack.sandbox.graph().receive(answer);
    stack.hears_a_refusal("whatsapp", "+905321234567").await?;
    assert!(stack.callback(account).await?.taken > before);
    Ok(())
}

#[tokio::test]
async fn an_unsigned_stop_word_counts_once_the_inbox_confirms_it() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let values = [("usercode", "8501234567"), ("password", "x"), ("sender", "FIRMAADI")];
    let account = stack.connect("netgsm", &values).await?;
    stack.told(account).await?;
    let forged =
        r#"{"message":"RET","sender":"5321110000","receiver":"8501234567","datetime":"24.11.2026 10:00:00"}"#;
    let path = path(&stack, account).await?;
    assert_eq!(post(&stack, &path, forged, "").await?.status(), StatusCode::OK);
    let sms = InboundSms {
        sender: "5321234567".to_owned(),
        receiver: "8501234567".to_owned(),
        message: "RET".to_owned(),
    };
    stack.sandbox.netgsm().receive(sms).await;
    stack.hears_a_refusal("sms", "+905321234567").await?;
    assert!(!stack.refuses("sms", "+905321110000").await?, "nobody wrote this");
    Ok(())
}

#[tokio::test]
async fn two_companies_hear_only_of_their_own() -> TestResult {
    let stack = Stack::start(fast()).await?;
    let first = stack.connect_whatsapp().await?;
    stack.told(first).await?;
    let second = stack.connect_whatsapp().await?;
    stack.told(second).await?;
    let before = stack.callback(second).await?.taken;
    let nobodys = GraphNumber { id: "77".to_owned(), ..GraphNumber::default() };
    stack.sandbox.graph().numbers().add(nobodys.clone());
    let wrote = |to: &str| InboundMessage {
        from: "905321234567".to_owned(),
        to: to.to_owned(),
        text: "Merhaba".to_owned(),
        ..InboundMessage::default()
    };
    stack.sandbox.graph().receive(wrote(&nobodys.id));
    let number = stack.sandbox.graph().config().numbers[0].id.clone();
    stack.sandbox.graph().receive(wrote(&number));
    stack.hears_from("+905321234567").await?;
    let message = stack.send("whatsapp", "+905321234567", "a").await?;
    stack.comes_to(message, State::Read).await?;
    assert_eq!(stack.callback(second).await?.taken, before);
    Ok(())
}
