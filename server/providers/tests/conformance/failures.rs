use domain::time::Timestamp;
use providers::descriptor::Descriptor;
use providers::provider::{FailureKind, OpenGate, Provider, ProviderFailure, ReportQuery};
use providers::registry;
use tokio::net::TcpListener;

use crate::peer::{MANNERS, Manner, Peer};
use crate::sample::{CANARY, REFERENCE, account, outgoing};

async fn send(descriptor: &Descriptor, provider: &dyn Provider) -> ProviderFailure {
    let batch = [outgoing(descriptor.channel)];
    let outcomes = provider.send(&batch, Timestamp::EPOCH, &OpenGate).await;
    assert_eq!(outcomes.len(), 1, "{}", descriptor.id);
    outcomes[0].failure().unwrap().clone()
}

#[tokio::test]
async fn a_message_whose_bytes_arrived_is_in_doubt_and_one_that_was_never_written_is_not() {
    for descriptor in registry::all() {
        for manner in MANNERS {
            let peer = Peer::start(manner).await;
            let provider = account(descriptor, peer.address);
            let failure = send(descriptor, &*provider).await;
            let arrived = peer.heard(REFERENCE);
            // Of what was written to a peer that closes without reading nobody can tell where it ended.
            let unread = matches!(manner, Manner::HangUp | Manner::CutAfterContent);
            let doubtful = failure.may_have_left();
            assert!(doubtful == arrived || (doubtful && unread), "{} {manner:?}: {failure}", descriptor.id);
            assert!(!failure.to_string().contains(CANARY), "{}: {failure}", descriptor.id);
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_down_has_taken_nothing() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for descriptor in registry::all() {
        let failure = send(descriptor, &*account(descriptor, nobody)).await;
        assert_eq!(failure.kind, FailureKind::Unreachable, "{}", descriptor.id);
    }
}

#[tokio::test]
async fn a_closed_gate_lets_nothing_of_the_message_out() {
    for descriptor in registry::all() {
        let peer = Peer::start(Manner::CutAfterContent).await;
        let provider = account(descriptor, peer.address);
        let outcomes = provider.send(&[outgoing(descriptor.channel)], Timestamp::EPOCH, &|| false).await;
        assert_eq!(outcomes[0].failure().unwrap().kind, FailureKind::Unreachable, "{}", descriptor.id);
        assert!(!peer.heard(REFERENCE) && !peer.heard("MAIL"), "{}", descriptor.id);
    }
}

#[tokio::test]
async fn a_message_of_another_channel_is_refused_without_a_connection() {
    for descriptor in registry::all() {
        let peer = Peer::start(Manner::Silent).await;
        let provider = account(descriptor, peer.address);
        for other in registry::all().iter().filter(|other| other.channel != descriptor.channel) {
            let outcomes = provider.send(&[outgoing(other.channel)], Timestamp::EPOCH, &OpenGate).await;
            let failure = outcomes[0].failure().unwrap();
            assert!(matches!(failure.kind, FailureKind::Rejected { retry: None, .. }), "{failure}");
        }
        assert!(peer.heard_nothing(), "{}", descriptor.id);
    }
}

#[tokio::test]
async fn no_call_but_a_send_is_ever_in_doubt() {
    for descriptor in registry::all() {
        let able = descriptor.capabilities;
        for manner in [Manner::HangUp, Manner::CutAfterReading, Manner::Silent] {
            let peer = Peer::start(manner).await;
            let provider = account(descriptor, peer.address);
            let query = ReportQuery { refs: vec!["1".into()], ..ReportQuery::default() };
            let failures = [
                (true, provider.test_connection().await.err()),
                (able.balance, provider.balance().await.err()),
                (able.sender_names, provider.sender_names().await.err()),
                (able.templates, provider.templates().await.err()),
                (able.pull.is_some(), provider.fetch_reports(&query).await.err()),
                (
                    able.push.is_some_and(|push| push.registers),
                    provider.register_callback("https://firma.com.tr/hook").await.err(),
                ),
            ];
            for (index, (supported, failure)) in failures.into_iter().enumerate() {
                let failure = failure.unwrap();
                let name = format!("{} call {index} {manner:?}: {failure}", descriptor.id);
                assert_eq!(failure.code != "unsupported", supported, "{name}");
                assert!(!failure.may_have_left(), "{name}");
            }
        }
    }
}
