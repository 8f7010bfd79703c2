use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use domain::messages::SendMessageForm;
use http::{Request, StatusCode};
use serde_json::Value;

use super::world::{TestResult, World};
use crate::edge::{EdgeState, Metrics, router};

/// Asks as a program at this address, with these headers.
async fn ask(
    state: &EdgeState,
    path: &str,
    peer: &str,
    headers: &[(&str, &str)],
) -> TestResult<(StatusCode, String)> {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty())?;
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>()?));
    let answer = tower::ServiceExt::oneshot(router(state.clone()), request).await?;
    let status = answer.status();
    Ok((status, String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?))
}

const HERE: &str = "127.0.0.1:9";

#[tokio::test]
async fn details_are_for_this_machine_or_whoever_has_the_token() -> TestResult {
    let world = World::new().await?;
    let open = world.state();
    let mut behind = world.state();
    behind.secure = true;
    let mut guarded = world.state();
    guarded.operation.token = Some("geheim".to_owned().into());
    let token = ("authorization", "Bearer geheim");
    for path in ["/health/details", "/metrics"] {
        let status = async |state: &EdgeState, peer: &str, headers: &[(&str, &str)]| {
            TestResult::Ok(ask(state, path, peer, headers).await?.0.as_u16())
        };
        assert_eq!(status(&open, HERE, &[]).await?, 200);
        assert_eq!(status(&open, "[::ffff:127.0.0.1]:9", &[]).await?, 200);
        assert_eq!(status(&open, "192.0.2.7:9", &[]).await?, 404);
        assert_eq!(status(&open, HERE, &[("x-forwarded-for", "192.0.2.7")]).await?, 404);
        assert_eq!(status(&behind, HERE, &[]).await?, 404, "everybody comes through the proxy");
        assert_eq!(status(&guarded, HERE, &[]).await?, 404);
        assert_eq!(status(&guarded, "192.0.2.7:9", &[token]).await?, 200);
        assert_eq!(status(&guarded, HERE, &[("authorization", "Bearer geheim2")]).await?, 404);
    }
    Ok(())
}

#[tokio::test]
async fn details_say_how_the_parts_stand() -> TestResult {
    let world = World::new().await?;
    let (_, body) = ask(&world.state(), "/health/details", HERE, &[]).await?;
    let details: Value = serde_json::from_str(&body)?;
    assert_eq!((&details["database"], &details["backups"]), (&Value::Bool(true), &Value::Null));
    Ok(())
}

#[tokio::test]
async fn metrics_count_requests_messages_and_writes_and_name_nobody() -> TestResult {
    let world = World::new().await?;
    let mut state = world.state();
    state.operation.metrics = Metrics::new(world.services(), true);
    let owner = world.actor("ayse").await?;
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "+905327654321".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz yolda.".to_owned(),
        key: "a".to_owned(),
        ..SendMessageForm::default()
    };
    world.services().send_message(&owner, &form).await?;
    ask(&state, "/health", HERE, &[]).await?;
    let (_, text) = ask(&state, "/metrics", HERE, &[]).await?;
    for expected in [
        r#"messaging_messages{channel="sms",state="held"} 1"#,
        r#"messaging_request_duration_seconds_count{class="operation",status="2xx"} 1"#,
        r#"messaging_database_write_wait_seconds_count{lane="ordinary"}"#,
        "messaging_sends_total 0",
        "messaging_backup_failed 0",
        "# EOF",
    ] {
        assert!(text.contains(expected), "{expected} is missing in:\n{text}");
    }
    for canary in ["532765", "ayse", "Siparişiniz", &world.company.to_string()] {
        assert!(!text.contains(canary), "{canary}");
    }
    Ok(())
}
