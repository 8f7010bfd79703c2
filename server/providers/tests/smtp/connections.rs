use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::time::Timestamp;
use providers::provider::{FailureKind, OpenGate, SendOutcome};
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};

use crate::account::{TestAccount, mail, send};

#[tokio::test]
async fn the_server_gets_the_message_as_it_was_written() {
    let config = SmtpSinkConfig { keep_bodies: 1, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let provider = TestAccount::at(sink.addr()).with("hello_name", "mesaj.firma.com.tr").build();
    let accepted = send(&*provider, "ayse@x.com.tr", "att_1").await.unwrap();
    let kept = sink.messages().pop().unwrap();
    assert_eq!((kept.reference.as_str(), kept.message_id.as_str()), ("att_1", "<att_1@firma.com.tr>"));
    assert_eq!((kept.mail_from.as_str(), kept.hello.as_str()), ("bilgi@firma.com.tr", "mesaj.firma.com.tr"));
    assert_eq!(kept.recipients, ["ayse@x.com.tr"]);
    let text = String::from_utf8(kept.raw.clone()).unwrap();
    assert!(text.contains("Say=C4=B1n Ay=C5=9Fe,\r\n=2E\r\nnokta"), "{text}");
    let digest: [u8; 32] =
        sha2::Digest::finalize(sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), &kept.raw))
            .into();
    assert_eq!(accepted.sha256, Some(digest));
    assert!(!accepted.provider_ref.is_empty() && accepted.note.is_some());
}

#[tokio::test]
async fn never_opens_more_connections_than_the_account_may() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).with("connections", 5).build();
    assert_eq!(provider.capabilities().concurrency, 5);
    let mut sends = tokio::task::JoinSet::new();
    for number in 0..200 {
        let provider = provider.clone();
        sends.spawn(async move { send(&*provider, "ok@x.com.tr", &format!("m{number}")).await.unwrap() });
    }
    assert_eq!(sends.join_all().await.len(), 200);
    let report = sink.report();
    assert!(report.max_open_connections <= 5 && report.connections <= 5, "{report:?}");
    assert_eq!((report.distinct, report.duplicates), (200, 0));
}

#[tokio::test]
async fn an_abandoned_message_costs_its_connection_and_no_other_answer() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    let waiting = send(&*provider, "slow-dot@x.com.tr", "abandoned");
    assert!(tokio::time::timeout(Duration::from_millis(100), waiting).await.is_err());
    for number in 0..3 {
        let unknown = send(&*provider, "unknown@x.com.tr", "u").await.unwrap_err();
        assert_eq!(unknown.code, "550 5.1.1");
        send(&*provider, "ok@x.com.tr", &format!("m{number}")).await.unwrap();
    }
}

#[tokio::test]
async fn a_closed_gate_withholds_the_message() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    let outcomes = provider.send(&[mail("ok@x.com.tr", "a")], Timestamp::EPOCH, &|| false).await;
    assert_eq!(outcomes[0].failure().unwrap().code, "withheld");
    assert!(sink.report().first_mail.is_none());
}

#[tokio::test]
async fn a_gate_that_closes_before_the_content_withholds_it() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider = TestAccount::at(sink.addr()).build();
    let asked = AtomicUsize::new(0);
    let gate = || asked.fetch_add(1, Ordering::SeqCst) == 0;
    let outcomes = provider.send(&[mail("ok@x.com.tr", "a")], Timestamp::EPOCH, &gate).await;
    assert_eq!(outcomes[0].failure().unwrap().kind, FailureKind::Unreachable);
    send(&*provider, "ok@x.com.tr", "b").await.unwrap();
    assert_eq!(sink.received().keys().collect::<Vec<_>>(), ["b"]);
}

#[tokio::test]
async fn a_server_that_was_restarted_gets_the_message_once() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let (address, provider) = (sink.addr(), TestAccount::at(sink.addr()).build());
    send(&*provider, "ok@x.com.tr", "a").await.unwrap();
    sink.stop().await;
    let down = send(&*provider, "ok@x.com.tr", "b").await.unwrap_err();
    assert_eq!(down.kind, FailureKind::Unreachable);
    let config = SmtpSinkConfig { port: address.port(), ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    send(&*provider, "ok@x.com.tr", "b").await.unwrap();
    assert_eq!(sink.received().get("b"), Some(&1));
}

#[tokio::test]
async fn connections_at_rest_are_closed_politely() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let mut account = TestAccount::at(sink.addr());
    account.config.smtp.idle = Duration::from_millis(50);
    let provider = account.build();
    send(&*provider, "ok@x.com.tr", "a").await.unwrap();
    assert_eq!(sink.report().open_connections, 1);
    until(|| sink.report().open_connections == 0).await;
    send(&*provider, "ok@x.com.tr", "b").await.unwrap();
    provider.close().await;
    until(|| sink.report().open_connections == 0).await;
}

async fn until(holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("it never came true");
}

#[tokio::test]
async fn a_message_for_another_channel_is_refused() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let provider: Arc<_> = TestAccount::at(sink.addr()).build();
    let mut wrong = mail("ok@x.com.tr", "a");
    wrong.recipient = providers::provider::Recipient::WhatsappUser("TR.1".to_owned());
    let outcomes = provider.send(&[wrong], Timestamp::EPOCH, &OpenGate).await;
    assert!(matches!(outcomes[0], SendOutcome::Refused(_)));
}
