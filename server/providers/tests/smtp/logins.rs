use providers::provider::{FailureKind, Scope};
use sandbox::smtp::{SmtpCredentials, SmtpSink, SmtpSinkConfig};

use crate::account::{TestAccount, send};

fn guarded(auth: &str) -> SmtpSinkConfig {
    let auth = auth.split_ascii_whitespace().map(String::from).collect();
    let credentials = SmtpCredentials { user: "bilgi@firma.com.tr".into(), password: "şifre 1".into() };
    SmtpSinkConfig {
        auth,
        require_auth: true,
        credentials: Some(credentials),
        keep_bodies: 1,
        ..SmtpSinkConfig::default()
    }
}

#[tokio::test]
async fn logs_in_with_whatever_the_server_offers() {
    for auth in ["PLAIN LOGIN XOAUTH2", "LOGIN", "PLAIN"] {
        let sink = SmtpSink::start(guarded(auth)).await.unwrap();
        let provider = TestAccount::at(sink.addr()).login("bilgi@firma.com.tr", "şifre 1").build();
        send(&*provider, "ok@x.com.tr", "a").await.unwrap();
        assert_eq!(sink.messages()[0].user.as_deref(), Some("bilgi@firma.com.tr"), "{auth}");
        let wrong = TestAccount::at(sink.addr()).login("bilgi@firma.com.tr", "şifre 2").build();
        let failure = wrong.test_connection().await.unwrap_err();
        assert_eq!((failure.kind, failure.pauses_account()), (FailureKind::Unauthorized, true), "{auth}");
    }
}

#[tokio::test]
async fn logs_in_with_an_access_token() {
    let sink = SmtpSink::start(guarded("PLAIN XOAUTH2")).await.unwrap();
    let account = |token: &str| {
        let account =
            TestAccount::at(sink.addr()).with("auth", "oauth").with("username", "bilgi@firma.com.tr");
        account.secret("oauth_token", token).build()
    };
    send(&*account("şifre 1"), "ok@x.com.tr", "a").await.unwrap();
    let failure = send(&*account("expired"), "ok@x.com.tr", "b").await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unauthorized);
}

#[tokio::test]
async fn a_missing_or_forbidden_login_needs_a_person() {
    let sink = SmtpSink::start(guarded("PLAIN")).await.unwrap();
    let failure = send(&*TestAccount::at(sink.addr()).build(), "ok@x.com.tr", "a").await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unauthorized);
    let silent =
        SmtpSink::start(SmtpSinkConfig { auth: Vec::new(), ..SmtpSinkConfig::default() }).await.unwrap();
    let provider = TestAccount::at(silent.addr()).login("a", "b").build();
    assert_eq!(provider.test_connection().await.unwrap_err().kind, FailureKind::Config);
}

#[tokio::test]
async fn every_login_trouble_has_its_own_outcome() {
    let sink = SmtpSink::start(SmtpSinkConfig { quota_user_messages: 1, ..SmtpSinkConfig::default() })
        .await
        .unwrap();
    for (user, expected) in [
        ("wrong", FailureKind::Unauthorized),
        ("oauth", FailureKind::Unauthorized),
        ("nobasic", FailureKind::Unauthorized),
        ("suspended", FailureKind::Unauthorized),
        ("retired", FailureKind::Unauthorized),
    ] {
        let provider = TestAccount::at(sink.addr()).login(user, "x").build();
        let failure = send(&*provider, "ok@x.com.tr", user).await.unwrap_err();
        assert_eq!(failure.kind, expected, "{user}: {failure}");
    }
    let quota = TestAccount::at(sink.addr()).login("quota", "x").build();
    send(&*quota, "ok@x.com.tr", "first").await.unwrap();
    let failure = send(&*quota, "ok@x.com.tr", "second").await.unwrap_err();
    assert!(matches!(failure.kind, FailureKind::Throttled { scope: Scope::Account, .. }), "{failure}");
}

#[tokio::test]
async fn too_many_connections_pause_the_account() {
    let sink = SmtpSink::start(SmtpSinkConfig { max_connections: Some(0), ..SmtpSinkConfig::default() })
        .await
        .unwrap();
    let failure = send(&*TestAccount::at(sink.addr()).build(), "ok@x.com.tr", "a").await.unwrap_err();
    assert!(matches!(failure.kind, FailureKind::Throttled { .. }), "{failure}");
}
