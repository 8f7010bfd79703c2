//! NetGSM, REST v2: <https://www.netgsm.com.tr/dokuman>.

mod account;
mod callback;
mod codes;
mod group;
mod reports;
mod send;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::message::Channel;
use domain::time::Timestamp;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::descriptor::{Account, Descriptor, Field, Kind, Words};
use crate::http::HttpClient;
use crate::outbound::Receiver;
use crate::provider::{
    Balance, Callback, CallbackRefusal, CallbackRequest, Capabilities, ConnectionReport, Gate, Inbound,
    Limit, Outgoing, Provider, ProviderFailure, PullSchedule, Push, ReportPage, ReportQuery, SendOutcome,
};

const BASE_URL: &str = "https://api.netgsm.com.tr";
const APP_NAME: &str = "messaging";

/// What the settings page and the engine know.
pub static DESCRIPTOR: Descriptor = Descriptor {
    id: "netgsm",
    channel: Channel::Sms,
    label: Words::same("NetGSM"),
    manual: "https://www.netgsm.com.tr/dokuman",
    version: 1,
    receiver: Receiver::SmsCompany("netgsm"),
    capabilities: Capabilities {
        // No maximum is published; 1 000 is said to work.
        batch: 500,
        distinct_numbers: true,
        uniform_batch: true,
        concurrency: 4,
        per_recipient: Some(Limit::new(20, Duration::from_secs(60))),
        pull: Some(PullSchedule {
            first_after: Duration::from_secs(60),
            every: Duration::from_secs(300),
            calls: Limit::new(10, Duration::from_secs(60)),
            refs: 50,
            rows: reports::PAGE as u32,
            history: Duration::from_secs(90 * 86_400),
        }),
        push: Some(Push { signed: false, registers: true }),
        returns_reference: true,
        balance: true,
        sender_names: true,
        inbound: true,
        validity: Duration::from_secs(21 * 3600),
        ..Capabilities::plain()
    },
    fields: &[
        Field::new("usercode", Kind::Text { longest: 50 }, Words::new("API kullanıcı kodu", "API user code"))
            .required()
            .hint("NetGSM panelinde açılan API alt kullanıcısı", "The API sub-user created in NetGSM’s panel")
            .example("8501234567"),
        Field::new("password", Kind::Secret { longest: 100 }, Words::new("API şifresi", "API password"))
            .required()
            .example("example-password"),
        Field::new("sender", Kind::Text { longest: 11 }, Words::new("Gönderici adı", "Sender name"))
            .required()
            .hint("NetGSM’de onaylı başlık", "A sender name approved at NetGSM")
            .sender_name()
            .example("ORNEKFIRMA"),
        Field::new(
            "refusal_words",
            Kind::Text { longest: 60 },
            Words::new("Ret yönergesi", "How to refuse by SMS"),
        )
        .hint(
            "Ticari SMS’lerin sonuna ret bağlantısı yerine bu yazılır: RET yaz 3340'a gonder. Boşsa kısa bağlantı eklenir.",
            "Stands at the end of commercial SMS instead of the refusal link: RET yaz 3340'a gonder. Empty adds the short link.",
        )
        .advanced(),
        Field::new("partnercode", Kind::Text { longest: 20 }, Words::new("Bayi kodu", "Dealer code"))
            .advanced(),
    ],
    sender: "sender",
    build,
};

/// One account at NetGSM.
struct Netgsm {
    http: HttpClient,
    authorization: HeaderValue,
    user_code: String,
    password: SecretString,
    sender: String,
    partner_code: Option<String>,
}

fn build(account: &Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure> {
    let base = account.outbound.base_url(DESCRIPTOR.id, BASE_URL);
    let cap = DESCRIPTOR.capabilities.concurrency;
    let (user_code, password) = (account.text("usercode")?, account.secret("password")?);
    Ok(Arc::new(Netgsm {
        // One more than the engine sends on: reading reports must not wait for a send.
        http: HttpClient::new(account.outbound, DESCRIPTOR.receiver, base, cap + 1)?,
        authorization: basic(&user_code, &password)?,
        user_code,
        password,
        sender: account.text("sender")?,
        partner_code: account.optional_text("partnercode"),
    }))
}

fn basic(user: &str, password: &SecretString) -> Result<HeaderValue, ProviderFailure> {
    let login = STANDARD.encode(format!("{user}:{}", password.expose_secret()));
    let mut value = HeaderValue::try_from(format!("Basic {login}"))
        .map_err(|_| ProviderFailure::config("the login cannot be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[async_trait]
impl Provider for Netgsm {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    async fn send(&self, batch: &[Outgoing], now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome> {
        self.send_batch(batch, now, gate).await
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        let names = self.read_sender_names().await?;
        let mut report = ConnectionReport {
            name: self.user_code.clone(),
            facts: vec![(Words::new("Gönderici adları", "Sender names"), names.join(", "))],
            warnings: Vec::new(),
        };
        if !names.contains(&self.sender) {
            report.warnings.push(Words::new(
                "Bu gönderici adı hesapta tanımlı değil",
                "This sender name is not defined on the account",
            ));
        }
        Ok(report)
    }

    async fn balance(&self) -> Result<Balance, ProviderFailure> {
        self.read_balance().await
    }

    async fn sender_names(&self) -> Result<Vec<String>, ProviderFailure> {
        self.read_sender_names().await
    }

    async fn fetch_reports(&self, query: &ReportQuery) -> Result<ReportPage, ProviderFailure> {
        self.report_page(query).await
    }

    async fn fetch_inbound(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Inbound>, ProviderFailure> {
        self.read_inbox(since, until).await
    }

    async fn register_callback(&self, url: &str) -> Result<(), ProviderFailure> {
        self.register_webhooks(url).await
    }

    fn read_callback(&self, request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
        callback::read(request)
    }

    async fn close(&self) {
        self.http.close_idle();
    }
}
