use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use domain::message::State;
use providers::provider::{Callback, CallbackEvent, CallbackRequest, Provider};
use sandbox::netgsm::{InboundSms, NetgsmConfig, PushShape};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::account::{account, job_of, send, sms, stand_in};

/// An address that takes pushes, and the bodies that came to it.
async fn receiver() -> (String, UnboundedReceiver<Bytes>) {
    let (sender, bodies) = unbounded_channel();
    let take = move |body: Bytes| async move { sender.send(body).map_err(|_| "closed") };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook/s3cret", listener.local_addr().unwrap());
    let router = Router::new().route("/hook/s3cret", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, bodies)
}

async fn next(provider: &dyn Provider, bodies: &mut UnboundedReceiver<Bytes>) -> Callback {
    let waiting = tokio::time::timeout(Duration::from_secs(20), bodies.recv());
    let body = waiting.await.expect("a push").unwrap();
    let request = CallbackRequest { method: "POST", query: "", headers: &[], body: &body };
    provider.read_callback(&request).unwrap()
}

#[tokio::test]
async fn pushed_reports_and_answers_are_read_in_every_shape() {
    for push_shape in [PushShape::Rows, PushShape::Row, PushShape::Jobs] {
        let netgsm = stand_in(NetgsmConfig { push_shape, ..NetgsmConfig::default() }).await;
        let provider = account(netgsm.addr(), "x");
        let (url, mut bodies) = receiver().await;
        provider.register_callback(&url).await.unwrap();
        let job = job_of(&send(&*provider, &[sms(5_321_234_567, "x")]).await[0]);
        netgsm.clock().advance(Duration::from_secs(10));
        let callback = next(&*provider, &mut bodies).await;
        assert!(!callback.trusted);
        let [CallbackEvent::Report(report)] = callback.events.as_slice() else { panic!("{callback:?}") };
        assert_eq!((report.provider_ref.as_str(), report.state), (&*job, State::Delivered));
        let answer =
            InboundSms { sender: "5321234567".into(), receiver: "8501".into(), message: "DUR".into() };
        netgsm.receive(answer).await;
        let callback = next(&*provider, &mut bodies).await;
        assert!(matches!(callback.events.as_slice(), [CallbackEvent::Inbound(_)]));
    }
}
