//! Calls with a good login, and a stand-in whose time stands still.

use std::time::Duration;

use sandbox::SandboxClock;
use sandbox::mutlucell::{MutlucellConfig, MutlucellStandIn};

/// 1 June 2026, 12:00 in Turkey.
pub const NOON: i64 = 1_780_304_400_000_000;
pub const LOGIN: &str = r#"ka="firma" pwd="secret""#;

pub struct Caller {
    pub stand_in: MutlucellStandIn,
    client: reqwest::Client,
}

impl Caller {
    pub async fn new() -> Self {
        Self::with(MutlucellConfig::default()).await
    }

    pub async fn with(config: MutlucellConfig) -> Self {
        let clock = SandboxClock::starting_at(NOON, 0.0);
        let stand_in = MutlucellStandIn::start("127.0.0.1:0".parse().unwrap(), config, clock).await.unwrap();
        Self { stand_in, client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    pub fn advance(&self, seconds: u64) {
        self.stand_in.clock().advance(Duration::from_secs(seconds));
    }

    pub fn request(&self, operation: &str, xml: &str) -> reqwest::RequestBuilder {
        let request = self.client.post(format!("{}/{operation}", self.stand_in.base_url()));
        request.header("content-type", "text/xml; charset=UTF-8").body(xml.to_owned())
    }

    /// The answer, which is always plain text with HTTP 200.
    pub async fn call(&self, operation: &str, xml: &str) -> String {
        let response = self.request(operation, xml).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
        response.text().await.unwrap()
    }

    /// Sends and returns the package id.
    pub async fn send(&self, numbers: &str) -> String {
        let answer = self.call("sndblkex", &package("", &mesaj("hazir", numbers))).await;
        answer.strip_prefix('$').unwrap().split_once('#').unwrap().0.to_owned()
    }

    pub async fn rows(&self, id: &str) -> String {
        self.call("gtblkrprtex", &format!(r#"<smsrapor {LOGIN} id="{id}"/>"#)).await
    }
}

pub fn package(attributes: &str, inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><smspack {LOGIN} org="FIRMAADI" {attributes}>{inner}</smspack>"#
    )
}

pub fn mesaj(text: &str, numbers: &str) -> String {
    format!("<mesaj><metin>{text}</metin><nums>{numbers}</nums></mesaj>")
}
