//! Calls with a good login, and a stand-in whose time stands still.

use std::time::Duration;

use reqwest::Method;
use sandbox::SandboxClock;
use sandbox::netgsm::{NetgsmConfig, NetgsmStandIn};
use serde_json::{Value, json};

/// 1 June 2026, 12:00 in Turkey.
pub const NOON: i64 = 1_780_304_400_000_000;

pub struct Caller {
    pub stand_in: NetgsmStandIn,
    client: reqwest::Client,
}

impl Caller {
    pub async fn new() -> Self {
        Self::with(NetgsmConfig::default()).await
    }

    pub async fn with(config: NetgsmConfig) -> Self {
        let clock = SandboxClock::starting_at(NOON, 0.0);
        let stand_in = NetgsmStandIn::start("127.0.0.1:0".parse().unwrap(), config, clock).await.unwrap();
        Self { stand_in, client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    pub fn advance(&self, seconds: u64) {
        self.stand_in.clock().advance(Duration::from_secs(seconds));
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.stand_in.base_url()))
    }

    /// Calls a path with a good login; HTTP status and answer.
    pub async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.request(method, path).basic_auth("8501234567", Some("secret")).json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, body).await
    }

    /// Posts and returns the code, checking that it fits the HTTP status.
    pub async fn code(&self, path: &str, body: Value) -> String {
        let (status, answer) = self.post(path, body).await;
        let code = answer["code"].as_str().unwrap().to_owned();
        assert_eq!(status == 200, matches!(code.as_str(), "00" | "01" | "02"), "{status} {answer}");
        code
    }

    /// Sends one message each and returns the job id.
    pub async fn send(&self, numbers: &[&str]) -> String {
        let (_, answer) = self.post("/sms/rest/v2/send", job(numbers)).await;
        answer["jobid"].as_str().unwrap().to_owned()
    }

    /// The report rows of a job, or the refusing code.
    pub async fn rows(&self, jobid: &str) -> Result<Vec<Value>, String> {
        let (_, answer) = self.post("/sms/rest/v2/report", json!({ "jobids": [jobid] })).await;
        answer["jobs"].as_array().cloned().ok_or_else(|| answer["code"].as_str().unwrap().to_owned())
    }
}

pub fn job(numbers: &[&str]) -> Value {
    let messages: Vec<_> = numbers
        .iter()
        .map(|no| json!({ "msg": "Siparişiniz hazır", "no": no, "referansID": format!("r{no}") }))
        .collect();
    json!({ "msgheader": "FIRMAADI", "encoding": "TR", "iysfilter": "0", "messages": messages })
}
