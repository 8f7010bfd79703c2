//! Calls with a good token, and a stand-in whose time stands still.

use std::time::Duration;

use reqwest::Method;
use sandbox::SandboxClock;
use sandbox::graph::{GraphConfig, GraphStandIn};
use serde_json::{Value, json};

use crate::receiver::Receiver;

pub const NUMBER: &str = "106540352242922";
pub const ACCOUNT: &str = "102290129340398";
/// 1 June 2026, 12:00 in Turkey.
const NOON: i64 = 1_780_304_400_000_000;

pub struct Caller {
    pub stand_in: GraphStandIn,
    client: reqwest::Client,
}

impl Caller {
    pub async fn new() -> Self {
        Self::with(GraphConfig::default()).await
    }

    pub async fn with(config: GraphConfig) -> Self {
        let clock = SandboxClock::starting_at(NOON, 0.0);
        let stand_in = GraphStandIn::start("127.0.0.1:0".parse().unwrap(), config, clock).await.unwrap();
        Self { stand_in, client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    /// With a receiver of webhooks.
    pub async fn heard() -> (Self, Receiver) {
        let caller = Self::new().await;
        let (receiver, addr) = Receiver::start().await;
        caller.stand_in.set_callback(Some(format!("http://{addr}/hook")));
        (caller, receiver)
    }

    pub fn advance(&self, millis: u64) {
        self.stand_in.clock().advance(Duration::from_millis(millis));
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}/{path}", self.stand_in.base_url()))
    }

    /// Calls a path with a good token; HTTP status and answer.
    pub async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.request(method, &format!("v25.0/{path}")).bearer_auth("token").json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, json!({})).await.1
    }

    pub async fn send(&self, body: Value) -> (u16, Value) {
        self.call(Method::POST, &format!("{NUMBER}/messages"), body).await
    }

    /// Sends a message and returns its id.
    pub async fn wamid(&self, to: &str, reference: &str) -> String {
        let (status, answer) = self.send(order_to(to, reference)).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Sends and returns HTTP status and error code (0 is success).
    pub async fn code(&self, body: Value) -> (u16, u64) {
        let (status, answer) = self.send(body).await;
        (status, answer["error"]["code"].as_u64().unwrap_or(0))
    }
}

/// The template `siparis_onayi` with good parameters.
pub fn order_to(to: &str, reference: &str) -> Value {
    let parameters = [json!({ "type": "text", "text": "Ayşe" }), json!({ "type": "text", "text": "S-1" })];
    json!({
        "messaging_product": "whatsapp", "to": to, "type": "template", "biz_opaque_callback_data": reference,
        "template": { "name": "siparis_onayi", "language": { "code": "tr" }, "components": [{ "type": "body", "parameters": parameters }] },
    })
}

pub fn text_to(to: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": "Merhaba" } })
}
