use providers::provider::FailureKind;
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};

use crate::account::{TestAccount, send};

async fn sink(starttls: bool) -> SmtpSink {
    let config = SmtpSinkConfig { starttls, keep_bodies: 1, ..SmtpSinkConfig::default() };
    SmtpSink::start(config).await.unwrap()
}

fn trusting(sink: &SmtpSink, security: &str) -> TestAccount {
    let address = if security == "tls" { sink.tls_addr() } else { sink.addr() };
    let mut account = TestAccount::at(address).with("security", security);
    account.config.extra_roots = vec![sink.certificate().der().to_vec()];
    account
}

#[tokio::test]
async fn sends_over_implicit_tls_and_over_starttls() {
    for security in ["tls", "starttls"] {
        let sink = sink(true).await;
        let provider = trusting(&sink, security).login("bilgi", "x").build();
        let report = provider.test_connection().await.unwrap();
        assert_eq!((report.name.as_str(), report.facts[0].1.as_str()), ("sandbox.test", "TLSv1_3"));
        assert!(report.warnings.is_empty());
        for reference in ["a", "b"] {
            send(&*provider, "ok@x.com.tr", reference).await.unwrap();
        }
        assert!(sink.messages()[0].tls && sink.report().connections == 2);
    }
}

#[tokio::test]
async fn an_unknown_certificate_stops_the_account() {
    for security in ["tls", "starttls"] {
        let sink = sink(true).await;
        let mut account = trusting(&sink, security);
        account.config.extra_roots.clear();
        let failure = send(&*account.build(), "ok@x.com.tr", "a").await.unwrap_err();
        assert_eq!((failure.kind, failure.code.as_str()), (FailureKind::Config, "certificate"));
        assert!(sink.report().first_mail.is_none());
    }
}

#[tokio::test]
async fn a_hidden_starttls_is_refused_before_the_login() {
    let sink = sink(false).await;
    let provider = trusting(&sink, "starttls").login("bilgi", "gizli").build();
    let failure = provider.test_connection().await.unwrap_err();
    assert_eq!((failure.kind, failure.code.as_str()), (FailureKind::Config, "starttls"));
}

#[tokio::test]
async fn an_unencrypted_connection_is_warned_of() {
    let sink = sink(false).await;
    let report = TestAccount::at(sink.addr()).build().test_connection().await.unwrap();
    assert_eq!(report.warnings.len(), 1);
    assert!(sink.report().accepted == 0);
}
