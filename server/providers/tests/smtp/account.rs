use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::email_address::EmailAddress;
use domain::time::Timestamp;
use providers::descriptor::{Secrets, Settings};
use providers::outbound::{Outbound, OutboundConfig, SmtpPatience};
use providers::provider::{
    Accepted, Content, EmailContent, OpenGate, Outgoing, Provider, ProviderFailure, Recipient, SendOutcome,
};
use providers::registry;
use secrecy::SecretString;

/// An account at one address, plain and without login unless changed.
pub struct TestAccount {
    pub settings: Settings,
    pub secrets: Secrets,
    pub config: OutboundConfig,
}

impl TestAccount {
    pub fn at(address: SocketAddr) -> Self {
        let settings = [
            ("host", "127.0.0.1".into()),
            ("port", serde_json::Value::from(address.port())),
            ("security", "none".into()),
            ("auth", "none".into()),
            ("from_address", "bilgi@firma.com.tr".into()),
            ("connections", 1.into()),
        ];
        let patience = Duration::from_millis(400);
        let config = OutboundConfig {
            allow: vec![address],
            smtp: SmtpPatience {
                hello: Duration::from_secs(5),
                command: patience,
                content: patience,
                ..SmtpPatience::default()
            },
            ..OutboundConfig::default()
        };
        Self { settings: settings.into_iter().collect(), secrets: Secrets::default(), config }
    }

    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.settings.set(name, value);
        self
    }

    pub fn secret(mut self, name: &str, value: &str) -> Self {
        self.secrets.set(name, SecretString::from(value));
        self
    }

    pub fn login(self, user: &str, password: &str) -> Self {
        self.with("auth", "password").with("username", user).secret("password", password)
    }

    pub fn build(self) -> Arc<dyn Provider> {
        registry::build("smtp", &self.settings, &self.secrets, &Outbound::new(self.config)).unwrap()
    }
}

pub fn mail(to: &str, reference: &str) -> Outgoing {
    let content = EmailContent {
        message_id: format!("<{reference}@firma.com.tr>"),
        subject: "Fatura".to_owned(),
        text: "Sayın Ayşe,\n.\nnokta ile başlayan satır".to_owned(),
        html: Some("<p>Sayın Ayşe</p>".to_owned()),
        ..EmailContent::default()
    };
    Outgoing {
        reference: reference.to_owned(),
        recipient: Recipient::Email(EmailAddress::parse(to).unwrap()),
        sender: None,
        content: Content::Email(Box::new(content)),
        valid_until: None,
    }
}

pub async fn send(provider: &dyn Provider, to: &str, reference: &str) -> Result<Accepted, ProviderFailure> {
    let mut outcomes = provider.send(&[mail(to, reference)], Timestamp::EPOCH, &OpenGate).await;
    match outcomes.pop().unwrap() {
        SendOutcome::Accepted(accepted) => Ok(accepted),
        SendOutcome::Refused(failure) => Err(failure),
    }
}
