use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Call, HttpClient};
use crate::outbound::{Outbound, OutboundConfig, Receiver};
use crate::provider::{FailureKind, OpenGate, ProviderFailure};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// A server that answers each request of each connection by a script: `None` closes.
struct Scripted {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Scripted {
    async fn start(script: &'static [Option<&'static str>]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, requests) = (Arc::default(), Arc::default());
        let server = Self { address, connections, requests };
        let (connections, requests) = (server.connections.clone(), server.requests.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(stream, script, requests.clone()));
            }
        });
        server
    }

    fn client(&self, cap: u32) -> HttpClient {
        client(self.address, cap)
    }

    fn counts(&self) -> (usize, usize) {
        (self.connections.load(Ordering::SeqCst), self.requests.load(Ordering::SeqCst))
    }
}

async fn answer(mut stream: TcpStream, script: &[Option<&'static str>], requests: Arc<AtomicUsize>) {
    let mut buffer = [0; 4096];
    for step in script {
        if stream.read(&mut buffer).await.unwrap_or(0) == 0 {
            return;
        }
        requests.fetch_add(1, Ordering::SeqCst);
        match step {
            Some("hang") => std::future::pending().await,
            Some(text) => stream.write_all(text.as_bytes()).await.unwrap(),
            None => return,
        }
    }
}

fn client(address: SocketAddr, cap: u32) -> HttpClient {
    let config = OutboundConfig {
        allow: vec![address],
        answer_timeout: Duration::from_millis(300),
        ..OutboundConfig::default()
    };
    let outbound = Outbound::new(config);
    HttpClient::new(&outbound, Receiver::SmsCompany("test"), &format!("http://{address}"), cap).unwrap()
}

async fn send(client: &HttpClient) -> Result<Vec<u8>, ProviderFailure> {
    let call = Call::post("/send", b"{}".to_vec());
    client.call(&call, &OpenGate).await.map(|answer| answer.body.to_vec())
}

async fn kind_of(script: &'static [Option<&'static str>]) -> FailureKind {
    send(&Scripted::start(script).await.client(1)).await.unwrap_err().kind
}

#[tokio::test]
async fn tells_what_may_have_left_from_what_has_not() {
    assert_eq!(kind_of(&[None]).await, FailureKind::Unclear);
    assert_eq!(kind_of(&[Some("hang")]).await, FailureKind::Unclear);
    assert_eq!(
        kind_of(&[Some("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), None]).await,
        FailureKind::Unclear
    );
    assert_eq!(kind_of(&[Some("220 mail.example.com ESMTP\r\n")]).await, FailureKind::Unreadable);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(send(&client(closed, 1)).await.unwrap_err().kind, FailureKind::Unreachable);
}

#[tokio::test]
async fn refuses_an_answer_without_end() {
    const HUGE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n";
    assert_eq!(kind_of(&[Some(HUGE), Some("hang")]).await, FailureKind::Unreadable);
}

#[tokio::test]
async fn a_read_is_never_in_doubt() {
    let server = Scripted::start(&[None]).await;
    let failure = server.client(1).read(&Call::get("/reports")).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreachable);
}

#[tokio::test]
async fn keeps_connections_alive() {
    let server = Scripted::start(&[Some(OK), Some(OK), Some(OK)]).await;
    let client = server.client(4);
    for _ in 0..3 {
        assert_eq!(send(&client).await.unwrap(), b"ok");
    }
    assert_eq!(server.counts(), (1, 3));
}

#[tokio::test]
async fn a_connection_closed_while_it_rested_costs_nothing() {
    let server = Scripted::start(&[Some(OK)]).await;
    let client = server.client(4);
    for _ in 0..3 {
        assert_eq!(send(&client).await.unwrap(), b"ok");
        // The server's close must have arrived, else the outcome is honestly unclear.
        tokio::time::timeout(Duration::from_secs(20), closed(&client)).await.unwrap();
    }
    assert_eq!(server.counts(), (3, 3));
}

async fn closed(client: &HttpClient) {
    while client.has_live_idle() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_closed_gate_withholds_the_request() {
    let server = Scripted::start(&[Some(OK), Some(OK)]).await;
    let client = server.client(1);
    let call = Call::post("/send", b"{}".to_vec());
    let failure = client.call(&call, &|| false).await.unwrap_err();
    assert_eq!((failure.code.as_str(), failure.kind), ("withheld", FailureKind::Unreachable));
    send(&client).await.unwrap();
    assert_eq!(server.counts(), (1, 1));
}

#[tokio::test]
async fn never_opens_more_connections_than_the_cap() {
    let server = Scripted::start(&[Some(OK); 64]).await;
    let client = Arc::new(server.client(3));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..60 {
        let client = client.clone();
        calls.spawn(async move { send(&client).await.unwrap() });
    }
    assert_eq!(calls.join_all().await.len(), 60);
    let (connections, requests) = server.counts();
    assert!(connections <= 3 && requests == 60, "{connections} {requests}");
}

#[tokio::test]
async fn an_abandoned_call_costs_its_connection_and_no_other_answer() {
    let server = Scripted::start(&[Some("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n"), Some(OK)]).await;
    let client = server.client(1);
    let abandoned = tokio::time::timeout(Duration::from_millis(50), send(&client)).await;
    assert!(abandoned.is_err());
    assert!(send(&client).await.is_err());
    assert_eq!(server.counts(), (2, 2));
}

#[tokio::test]
async fn a_forbidden_address_is_unreachable() {
    let server = Scripted::start(&[Some(OK)]).await;
    let base = format!("http://{}", server.address);
    let client = HttpClient::new(&Outbound::default(), Receiver::Meta, &base, 1).unwrap();
    assert_eq!(send(&client).await.unwrap_err().kind, FailureKind::Unreachable);
    assert_eq!(server.counts(), (0, 0));
}
