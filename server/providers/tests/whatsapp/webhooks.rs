use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use domain::message::{FailureReason, State};
use providers::provider::{
    CallbackEvent, CallbackRequest, DeliveryReport, InboundContent, Provider, WhatsappContent,
};
use sandbox::graph::{GraphConfig, GraphStandIn, InboundMessage, MarketingPreference, Modes};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::account::{account, message, send, stand_in, template};

/// A public address that hands what comes to the provider, as the server's edge does.
struct Edge {
    url: String,
    events: UnboundedReceiver<CallbackEvent>,
}

impl Edge {
    async fn open(provider: Arc<dyn Provider>) -> Self {
        let (sender, events) = unbounded_channel();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (asking, telling) = (provider.clone(), provider);
        let ask = move |RawQuery(query): RawQuery| async move { shake(&*asking, &query.unwrap_or_default()) };
        let tell =
            move |headers: HeaderMap, body: Bytes| async move { take(&*telling, &headers, &body, &sender) };
        let router = Router::new().route("/hook", get(ask).post(tell));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, events }
    }

    async fn next(&mut self) -> CallbackEvent {
        tokio::time::timeout(Duration::from_secs(20), self.events.recv()).await.expect("an event").unwrap()
    }

    async fn next_report(&mut self) -> DeliveryReport {
        match self.next().await {
            CallbackEvent::Report(report) => report,
            other => panic!("{other:?}"),
        }
    }
}

fn shake(provider: &dyn Provider, query: &str) -> Result<String, StatusCode> {
    let request = CallbackRequest { method: "GET", query, headers: &[], body: b"" };
    provider.read_callback(&request).map(|callback| callback.answer).map_err(|_| StatusCode::UNAUTHORIZED)
}

fn take(
    provider: &dyn Provider,
    headers: &HeaderMap,
    body: &[u8],
    events: &UnboundedSender<CallbackEvent>,
) -> Result<(), StatusCode> {
    let headers: Vec<_> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    let request = CallbackRequest { method: "POST", query: "", headers: &headers, body };
    let callback = provider.read_callback(&request).map_err(|_| StatusCode::UNAUTHORIZED)?;
    callback.events.into_iter().try_for_each(|event| events.send(event).map_err(|_| StatusCode::GONE))
}

async fn connected() -> (GraphStandIn, Arc<dyn Provider>, Edge) {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let edge = Edge::open(provider.clone()).await;
    provider.register_callback(&edge.url).await.unwrap();
    (graph, provider, edge)
}

async fn send_to(provider: &dyn Provider, number: &str) -> Arc<str> {
    let outgoing = message(number, WhatsappContent::Template(template("merhaba", &[])));
    send(provider, outgoing).await.unwrap().provider_ref
}

#[tokio::test]
async fn statuses_arrive_signed_with_both_references() {
    let (graph, provider, mut edge) = connected().await;
    let wamid = send_to(&*provider, "05321112233").await;
    graph.clock().advance(Duration::from_secs(10));
    for state in [State::Sent, State::Delivered, State::Read] {
        let report = edge.next_report().await;
        assert_eq!((report.provider_ref.as_str(), report.state), (&*wamid, state));
        assert_eq!(report.own_ref.as_deref(), Some("att_05321112233"));
        assert_eq!(report.recipient_last10.as_deref(), Some("5321112233"));
    }
    assert_eq!(graph.report().webhook_failures, 0);
}

#[tokio::test]
async fn a_failure_after_acceptance_tells_its_reason() {
    let (graph, provider, mut edge) = connected().await;
    for (number, reason) in [
        ("05321231026", FailureReason::NotOnWhatsapp),
        ("05321231047", FailureReason::WindowClosed),
        ("05321231050", FailureReason::OptedOut),
    ] {
        send_to(&*provider, number).await;
        graph.clock().advance(Duration::from_secs(10));
        let report = edge.next_report().await;
        assert_eq!((report.state, report.reason), (State::Failed, Some(reason)), "{number}");
    }
}

#[tokio::test]
async fn a_status_without_the_number_still_names_the_message() {
    let (graph, provider, mut edge) = connected().await;
    graph.set_modes(Modes { bsuid_only: true, batch: 10, ..Modes::default() });
    send_to(&*provider, "05321112233").await;
    graph.clock().advance(Duration::from_secs(10));
    let report = edge.next_report().await;
    assert_eq!((report.recipient_last10, report.own_ref.as_deref()), (None, Some("att_05321112233")));
}

#[tokio::test]
async fn people_write_and_stop_marketing() {
    let (graph, _provider, mut edge) = connected().await;
    let inbound = InboundMessage {
        from: "905321112233".into(),
        name: "Ayşe".into(),
        text: "RET ığüş".into(),
        ..InboundMessage::default()
    };
    let id = graph.receive(inbound);
    let CallbackEvent::Inbound(inbound) = edge.next().await else { panic!("no message") };
    assert_eq!((inbound.provider_ref, inbound.content), (id, InboundContent::Text("RET ığüş".into())));
    assert_eq!(inbound.sender.name.as_deref(), Some("Ayşe"));
    graph.prefer(&MarketingPreference { from: "905321112233".into(), stop: true });
    let CallbackEvent::OptOut(wish) = edge.next().await else { panic!("no wish") };
    assert!(wish.opted_out && wish.sender.digits.as_deref() == Some("905321112233"));
}

#[tokio::test]
async fn a_callback_that_meta_cannot_verify_is_not_registered() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let failure = provider.register_callback("http://127.0.0.1:9/hook").await.unwrap_err();
    assert!(!failure.may_have_left() && !failure.text.is_empty(), "{failure}");
}
