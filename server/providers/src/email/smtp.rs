//! Any mail server, over SMTP (RFC 5321): the company's own, its hosting company's, Google's, Microsoft's.
//!
//! On connections of our own: lettre's pool answers a cancelled message's reply to the next one, and its
//! time-outs end with the connection.

mod connections;
mod login;
mod refusal;
mod reply;
mod session;
mod settings;
mod stream;
mod transaction;
mod wire;

use std::borrow::Cow;
use std::sync::Arc;

use async_trait::async_trait;
use domain::email_address::EmailAddress;
use domain::message::{Channel, FailureReason};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};

use self::connections::Connections;
use self::reply::Reply;
use self::settings::{Security, SmtpSettings};
use self::transaction::Mail;
use super::message::{Envelope, build as build_message};
use crate::descriptor::{Account, Choice, Descriptor, Field, Kind, Words};
use crate::outbound::Receiver;
use crate::provider::{
    Accepted, Capabilities, ConnectionReport, Content, Gate, Outgoing, Provider, ProviderFailure, Recipient,
    SendOutcome,
};

const SECURITY: &[Choice] = &[
    Choice::new("tls", Words::same("TLS")),
    Choice::new("starttls", Words::same("STARTTLS")),
    Choice::new("none", Words::new("Şifresiz", "Unencrypted")).risky(
        "Şifre ve iletiler ağda açık gider; yalnızca aynı makinedeki bir sunucu için seçin.",
        "Password and messages travel in the open; choose it only for a server on the same machine.",
    ),
];

const AUTH: &[Choice] = &[
    Choice::new("password", Words::new("Kullanıcı adı ve şifre", "Username and password")),
    Choice::new("oauth", Words::new("OAuth erişim anahtarı", "OAuth access token")),
    Choice::new("none", Words::new("Giriş yok", "No login")),
];

const PERIODS: &[Choice] = &[
    Choice::new("second", Words::new("saniyede", "a second")),
    Choice::new("minute", Words::new("dakikada", "a minute")),
    Choice::new("hour", Words::new("saatte", "an hour")),
    Choice::new("day", Words::new("günde", "a day")),
];

/// What the settings page and the engine know.
pub static DESCRIPTOR: Descriptor = Descriptor {
    id: "smtp",
    channel: Channel::Email,
    label: Words::new("E-posta (SMTP)", "E-mail (SMTP)"),
    manual: "https://www.rfc-editor.org/rfc/rfc5321",
    version: 1,
    receiver: Receiver::SmtpHost,
    capabilities: Capabilities { concurrency: 2, ..Capabilities::plain() },
    fields: &[
        Field::new("host", Kind::Host, Words::new("Sunucu", "Server"))
            .required()
            .hint("Örneğin mail.firma.com.tr", "For instance mail.example.com")
            .example("mail.example.com"),
        Field::new("port", Kind::Port, Words::new("Bağlantı noktası", "Port"))
            .required()
            .default("465")
            .hint("TLS için 465, STARTTLS için 587", "465 for TLS, 587 for STARTTLS"),
        Field::new("security", Kind::Choice(SECURITY), Words::new("Şifreleme", "Encryption"))
            .required()
            .default("tls"),
        Field::new("auth", Kind::Choice(AUTH), Words::new("Giriş", "Login")).required().default("password"),
        Field::new("username", Kind::Text { longest: 254 }, Words::new("Kullanıcı adı", "Username"))
            .required()
            .show_when("auth", &["password", "oauth"])
            .example("bilgi@example.com"),
        Field::new("password", Kind::Secret { longest: 256 }, Words::new("Şifre", "Password"))
            .required()
            .show_when("auth", &["password"])
            .hint("Google ve Yandex bir uygulama şifresi ister", "Google and Yandex ask for an app password")
            .example("example-password"),
        Field::new(
            "oauth_token",
            Kind::Secret { longest: 4096 },
            Words::new("Erişim anahtarı", "Access token"),
        )
        .required()
        .show_when("auth", &["oauth"]),
        Field::new("from_address", Kind::Email, Words::new("Gönderen adresi", "Sender address"))
            .required()
            .example("bilgi@example.com"),
        Field::new("from_name", Kind::Text { longest: 100 }, Words::new("Gönderen adı", "Sender name")),
        Field::new("reply_to", Kind::Email, Words::new("Yanıt adresi", "Reply address")).advanced(),
        Field::new("hello_name", Kind::Host, Words::new("EHLO adı", "EHLO name"))
            .hint("Boşsa gönderen adresinin alan adı kullanılır", "The sender address’s domain when empty")
            .advanced(),
        Field::new(
            "connections",
            Kind::Int { least: 1, most: 100 },
            Words::new("Bağlantı sayısı", "Connections"),
        )
        .required()
        .default("2")
        .advanced(),
        Field::new(
            "limit",
            Kind::Int { least: 1, most: 10_000_000 },
            Words::new("Gönderim sınırı", "Sending limit"),
        )
        .hint(
            "Sunucunun izin verdiği en çok ileti; boşsa sınır yok",
            "The most messages the server allows; no limit when empty",
        )
        .advanced(),
        Field::new("limit_per", Kind::Choice(PERIODS), Words::new("Sınırın süresi", "Limit counts"))
            .required()
            .default("hour")
            .advanced(),
        Field::new("dkim", Kind::Bool, Words::new("DKIM ile imzala", "Sign with DKIM"))
            .hint("Yalnızca sunucu kendisi imzalamıyorsa", "Only when the server does not sign itself")
            .advanced(),
        Field::new("dkim_selector", Kind::Text { longest: 63 }, Words::new("DKIM seçicisi", "DKIM selector"))
            .required()
            .show_when("dkim", &["on"])
            .advanced(),
        Field::new("dkim_domain", Kind::Host, Words::new("DKIM alan adı", "DKIM domain"))
            .show_when("dkim", &["on"])
            .advanced(),
        Field::new(
            "dkim_key",
            Kind::Secret { longest: 8000 },
            Words::new("DKIM özel anahtarı", "DKIM private key"),
        )
        .required()
        .show_when("dkim", &["on"])
        .hint("PKCS#1 PEM biçiminde RSA (2048 bit) anahtarı", "An RSA key (2048 bits) in PKCS#1 PEM form")
        .advanced(),
    ],
    sender: "from_address",
    build,
};

/// One account at one mail server.
struct Smtp {
    connections: Arc<Connections>,
}

fn build(account: &Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure> {
    let settings = SmtpSettings::read(account)?;
    Ok(Arc::new(Smtp { connections: Connections::new(settings, account.outbound) }))
}

#[async_trait]
impl Provider for Smtp {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn capabilities(&self) -> Capabilities {
        let settings = &self.connections.settings;
        Capabilities { concurrency: settings.connections, rate: settings.limit, ..DESCRIPTOR.capabilities }
    }

    fn compose(&self, outgoing: &mut Outgoing, now: Timestamp) {
        let composed = self.build(outgoing, now).ok();
        if let Content::Email(content) = &mut outgoing.content {
            content.composed = composed;
        }
    }

    async fn send(&self, batch: &[Outgoing], now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome> {
        let mut outcomes = Vec::with_capacity(batch.len());
        for outgoing in batch {
            outcomes.push(self.send_one(outgoing, now, gate).await.into());
        }
        outcomes
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        let mut session = self.connections.open().await?;
        let settings = &self.connections.settings;
        session.try_sender(&settings.author.address).await?;
        let encryption = session.wire.tls_version().unwrap_or_else(|| "–".to_owned());
        let mut report = ConnectionReport {
            name: session.server.clone(),
            facts: vec![(Words::new("Şifreleme", "Encryption"), encryption)],
            warnings: Vec::new(),
        };
        if settings.security == Security::None {
            report.warnings.push(Words::new("Bağlantı şifresiz", "The connection is not encrypted"));
        }
        session.quit().await;
        Ok(report)
    }

    async fn close(&self) {
        self.connections.close().await;
    }
}

impl Smtp {
    /// The bytes of a message.
    fn build(&self, outgoing: &Outgoing, now: Timestamp) -> Result<Vec<u8>, ProviderFailure> {
        let settings = &self.connections.settings;
        let (to, content) = email_of(outgoing)?;
        let envelope = Envelope {
            reference: &outgoing.reference,
            author: &settings.author,
            sender: outgoing.sender.as_deref(),
            to,
            now,
        };
        build_message(content, &envelope, settings.signer.as_ref())
    }

    async fn send_one(
        &self,
        outgoing: &Outgoing,
        now: Timestamp,
        gate: &dyn Gate,
    ) -> Result<Accepted, ProviderFailure> {
        let settings = &self.connections.settings;
        let (to, content) = email_of(outgoing)?;
        let bytes = match &content.composed {
            Some(composed) => Cow::Borrowed(composed.as_slice()),
            None => Cow::Owned(self.build(outgoing, now)?),
        };
        let from = content.return_path.as_ref().unwrap_or(&settings.author.address);
        let reply = self.connections.deliver(&Mail { from, to, bytes: &bytes }, gate).await?;
        Ok(accepted(&reply, &bytes))
    }
}

fn email_of(outgoing: &Outgoing) -> Result<(&EmailAddress, &crate::provider::EmailContent), ProviderFailure> {
    match (&outgoing.recipient, &outgoing.content) {
        (Recipient::Email(to), Content::Email(content)) => Ok((to, content)),
        _ => Err(ProviderFailure::rejected(FailureReason::RejectedContent, "content", "not an e-mail")),
    }
}

fn accepted(reply: &Reply, bytes: &[u8]) -> Accepted {
    Accepted {
        provider_ref: queue_id(&reply.text).into(),
        note: Some(reply.text.chars().take(200).collect()),
        sha256: Some(Sha256::digest(bytes).into()),
    }
}

/// The name under which the server queued the message: what follows `queued as`, else the last word that
/// has a digit (Amazon SES, Gmail, Exim); empty when there is none.
fn queue_id(text: &str) -> &str {
    let is_id = |word: &&str| word.len() > 5 && word.bytes().any(|byte| byte.is_ascii_digit());
    let id = match text.split_once("queued as ") {
        Some((_, rest)) => rest.split_ascii_whitespace().next(),
        None => text.split_ascii_whitespace().rfind(is_id),
    };
    let id = id.unwrap_or_default();
    id.strip_prefix("id=").unwrap_or(id).trim_matches(['<', '>', ';', '.'])
}

#[cfg(test)]
mod tests;
