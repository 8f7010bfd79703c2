use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::smtp::{SmtpCredentials, SmtpSink, SmtpSinkConfig};

use super::client::Client;

fn plain(user: &str, password: &str) -> String {
    format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{password}")))
}

async fn log_in(sink: &SmtpSink, user: &str, password: &str) -> (Client<tokio::net::TcpStream>, String) {
    let mut client = Client::connect(sink.addr()).await;
    let reply = client.say(&plain(user, password)).await;
    (client, reply)
}

#[tokio::test]
async fn answers_each_magic_user_with_its_code() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let table = [
        ("shop@x.tr", "secret", "235"),
        ("shop@x.tr", "bad", "535 5.7.8"),
        ("wrong@x.tr", "secret", "535 5.7.8"),
        ("oauth@x.tr", "secret", "534 5.7.9"),
        ("nobasic@x.tr", "secret", "535 5.7.139"),
        ("retired@x.tr", "secret", "235"),
    ];
    for (user, password, start) in table {
        let (_, reply) = log_in(&sink, user, password).await;
        assert!(reply.starts_with(start), "{user}: {reply}");
    }
    let (mut client, _) = log_in(&sink, "retired@x.tr", "secret").await;
    client.expect("MAIL FROM:<a@x.tr>", "550 5.7.30").await;
}

#[tokio::test]
async fn limits_the_connections_of_the_busy_user_until_one_closes() {
    let sink = SmtpSink::start(SmtpSinkConfig { busy_user_connections: 1, ..SmtpSinkConfig::default() })
        .await
        .unwrap();
    let (mut first, reply) = log_in(&sink, "busy@x.tr", "p").await;
    assert!(reply.starts_with("235"));
    assert!(log_in(&sink, "busy@x.tr", "p").await.1.starts_with("432 4.3.2"));
    first.expect("QUIT", "221").await;
    assert_eq!(first.reply().await, "");
    assert!(log_in(&sink, "busy@x.tr", "p").await.1.starts_with("235"));
}

#[tokio::test]
async fn limits_the_messages_of_the_quota_user() {
    let sink = SmtpSink::start(SmtpSinkConfig { quota_user_messages: 2, ..SmtpSinkConfig::default() })
        .await
        .unwrap();
    let (mut client, _) = log_in(&sink, "quota@x.tr", "p").await;
    for reference in ["1", "2"] {
        assert!(client.deliver("ok@x.tr", reference).await.starts_with("250"));
    }
    client.expect("MAIL FROM:<a@x.tr>", "550 5.4.5").await;
}

#[tokio::test]
async fn takes_login_and_xoauth2_and_only_the_configured_password() {
    let credentials = SmtpCredentials { user: "shop".into(), password: "p\u{e7}1".into() };
    let config =
        SmtpSinkConfig { credentials: Some(credentials), require_auth: true, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "530 5.7.0").await;
    client.expect("AUTH LOGIN", "334 VXNlcm5hbWU6").await;
    client.expect(&STANDARD.encode("shop"), "334 UGFzc3dvcmQ6").await;
    client.expect(&STANDARD.encode("other"), "535").await;
    client.expect("AUTH PLAIN", "334 ").await;
    client.expect("not base64!", "501").await;
    let token = STANDARD.encode("user=shop\x01auth=Bearer p\u{e7}1\x01\x01");
    client.expect(&format!("AUTH XOAUTH2 {token}"), "235").await;
    assert!(client.deliver("ok@x.tr", "1").await.starts_with("250"));
}

#[tokio::test]
async fn asks_for_encryption_before_a_password_when_told_so() {
    let sink =
        SmtpSink::start(SmtpSinkConfig { auth_needs_tls: true, ..SmtpSinkConfig::default() }).await.unwrap();
    assert!(log_in(&sink, "shop", "p").await.1.starts_with("538 5.7.11"));
}
