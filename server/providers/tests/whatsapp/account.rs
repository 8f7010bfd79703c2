use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::phone::PhoneNumber;
use domain::time::Timestamp;
use providers::descriptor::{Secrets, Settings};
use providers::outbound::{Outbound, OutboundConfig};
use providers::provider::{
    Accepted, Content, OpenGate, Outgoing, Provider, ProviderFailure, Recipient, SendOutcome,
    TemplateContent, TemplateParameter, WhatsappContent,
};
use providers::registry;
use sandbox::SandboxClock;
use sandbox::graph::{GraphConfig, GraphStandIn};
use secrecy::SecretString;

/// Where the stand-in's clock stands until a test moves it.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_431_600);

pub async fn stand_in(config: GraphConfig) -> GraphStandIn {
    let clock = SandboxClock::starting_at(NOW.micros(), 0.0);
    GraphStandIn::start(SocketAddr::from(([127, 0, 0, 1], 0)), config, clock).await.unwrap()
}

pub fn account(graph: &GraphStandIn, token: &str) -> Arc<dyn Provider> {
    let config = graph.config();
    let number = config.numbers[0].id.clone();
    let settings: Settings =
        [("phone_number_id", number), ("waba_id", config.waba_id.clone())].into_iter().collect();
    let secrets = [("access_token", token), ("app_secret", &config.app_secret), ("verify_token", "v3rify")];
    let secrets: Secrets =
        secrets.into_iter().map(|(name, secret)| (name, SecretString::from(secret))).collect();
    let outbound = OutboundConfig {
        allow: vec![graph.addr()],
        base_urls: [("whatsapp_cloud".to_owned(), graph.base_url().to_owned())].into(),
        answer_timeout: Duration::from_millis(500),
        ..OutboundConfig::default()
    };
    registry::build("whatsapp_cloud", &settings, &secrets, &Outbound::new(outbound)).unwrap()
}

pub fn message(number: &str, content: WhatsappContent) -> Outgoing {
    Outgoing {
        reference: format!("att_{number}"),
        recipient: Recipient::Phone(PhoneNumber::parse(number).unwrap()),
        sender: None,
        content: Content::Whatsapp(content),
        valid_until: None,
    }
}

pub fn text() -> WhatsappContent {
    WhatsappContent::Text { body: "Merhaba".to_owned(), preview_url: false, quotes: None }
}

pub fn template(name: &str, values: &[&str]) -> TemplateContent {
    let value = |text: &&str| TemplateParameter { name: None, text: (*text).to_owned() };
    TemplateContent {
        name: name.to_owned(),
        language: "tr".to_owned(),
        body: values.iter().map(value).collect(),
        ..TemplateContent::default()
    }
}

pub async fn send(provider: &dyn Provider, outgoing: Outgoing) -> Result<Accepted, ProviderFailure> {
    match provider.send(&[outgoing], NOW, &OpenGate).await.pop().unwrap() {
        SendOutcome::Accepted(accepted) => Ok(accepted),
        SendOutcome::Refused(failure) => Err(failure),
    }
}
