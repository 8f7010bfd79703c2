//! A receiver of webhooks.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use std::collections::HashMap;
use tokio::sync::Notify;

/// One delivered webhook.
#[derive(Clone)]
pub struct Delivery {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Delivery {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Clone, Default)]
pub struct Receiver(Arc<Inner>);

#[derive(Default)]
struct Inner {
    deliveries: Mutex<Vec<Delivery>>,
    came: Notify,
    refusals: Mutex<u32>,
}

impl Receiver {
    /// Listens on a free port and takes everything.
    pub async fn start() -> (Self, SocketAddr) {
        let receiver = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let router = Router::new().route("/hook", post(take).get(verify)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, addr)
    }

    /// Answers the next so many with 503.
    pub fn refuse(&self, times: u32) {
        *self.0.refusals.lock().unwrap() = times;
    }

    /// Waits until at least `count` webhooks came and returns all.
    pub async fn wait_for(&self, count: usize) -> Vec<Delivery> {
        let enough = async {
            loop {
                let came = self.0.came.notified();
                let deliveries = self.all();
                if deliveries.len() >= count {
                    return deliveries;
                }
                came.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), enough).await.unwrap()
    }

    pub fn all(&self) -> Vec<Delivery> {
        self.0.deliveries.lock().unwrap().clone()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    receiver.0.deliveries.lock().unwrap().push(Delivery { headers, body });
    receiver.0.came.notify_waiters();
    let mut refusals = receiver.0.refusals.lock().unwrap();
    if *refusals > 0 {
        *refusals -= 1;
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    StatusCode::OK
}

/// Meta's verification: the challenge comes back if the token is `verify-me`.
async fn verify(Query(query): Query<HashMap<String, String>>) -> Result<String, StatusCode> {
    match query.get("hub.verify_token").map(String::as_str) {
        Some("verify-me") => query.get("hub.challenge").cloned().ok_or(StatusCode::BAD_REQUEST),
        _ => Err(StatusCode::FORBIDDEN),
    }
}
