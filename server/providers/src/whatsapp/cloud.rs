//! WhatsApp Business Cloud API of Meta:
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp>.

mod codes;
mod graph_error;
mod inbound;
mod inspect;
mod message;
mod number;
mod send;
mod templates;
mod webhook;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::message::Channel;
use domain::time::Timestamp;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};

use crate::descriptor::{Account, Descriptor, Field, Kind, Words};
use crate::http::{Call, HttpClient};
use crate::outbound::Receiver;
use crate::provider::{
    Callback, CallbackRefusal, CallbackRequest, Capabilities, ConnectionReport, Gate, Inspection, Limit,
    Outgoing, Provider, ProviderFailure, Push, RemoteTemplate, SendOutcome,
};

const BASE_URL: &str = "https://graph.facebook.com";
/// Lives until 29 July 2028.
const VERSION: &str = "v25.0";
const SECOND: Duration = Duration::from_secs(1);

/// What the settings page and the engine know.
pub static DESCRIPTOR: Descriptor = Descriptor {
    id: "whatsapp_cloud",
    channel: Channel::Whatsapp,
    label: Words::same("WhatsApp (Meta Cloud API)"),
    manual: "https://developers.facebook.com/documentation/business-messaging/whatsapp",
    version: 1,
    receiver: Receiver::Meta,
    capabilities: Capabilities {
        concurrency: 30,
        // 80 a second, with answers of people counted: room is left for those.
        rate: Some(Limit::new(60, SECOND)),
        per_recipient: Some(Limit::new(10, Duration::from_secs(60))),
        push: Some(Push { signed: true, registers: true }),
        returns_reference: true,
        templates: true,
        inbound: true,
        // Meta tries for 30 days.
        validity: Duration::from_secs(30 * 86_400),
        ..Capabilities::plain()
    },
    fields: &[
        Field::new(
            "phone_number_id",
            Kind::Text { longest: 32 },
            Words::new("Telefon numarası kimliği", "Phone number id"),
        )
        .required()
        .hint(
            "Meta uygulamasının WhatsApp sayfasında; numaranın kendisi değil",
            "On the WhatsApp page of the Meta app; not the number itself",
        )
        .example("106540352242922"),
        Field::new(
            "waba_id",
            Kind::Text { longest: 32 },
            Words::new("WhatsApp Business hesap kimliği", "WhatsApp Business account id"),
        )
        .required()
        .example("102290129340398"),
        Field::new(
            "access_token",
            Kind::Secret { longest: 1000 },
            Words::new("Erişim anahtarı", "Access token"),
        )
        .required()
        .hint("Sistem kullanıcısının süresiz anahtarı", "The system user’s token that does not expire")
        .example("example-access-token"),
        Field::new(
            "app_secret",
            Kind::Secret { longest: 100 },
            Words::new("Uygulama gizli anahtarı", "App secret"),
        )
        .required()
        .hint("Gelen bildirimlerin imzası bununla denetlenir", "Checks the signature of webhooks")
        .example("0123456789abcdef0123456789abcdef"),
        Field::new(
            "verify_token",
            Kind::Secret { longest: 100 },
            Words::new("Doğrulama sözcüğü", "Verify token"),
        )
        .required()
        .hint("Sizin seçtiğiniz uzun, rastgele bir sözcük", "A long random word of your choice")
        .example("example-verify-token"),
        Field::new(
            "rate",
            Kind::Int { least: 1, most: 1000 },
            Words::new("Saniyede en çok ileti", "Messages a second at most"),
        )
        .required()
        .advanced()
        .default("60")
        .hint(
            "Meta’nın sınırı 80’dir; yükseltilmiş numaralarda 1000, telefonla birlikte kullanılanda 20",
            "Meta allows 80; 1000 for upgraded numbers, 20 for those also used on a phone",
        ),
    ],
    sender: "phone_number_id",
    build,
};

/// One number of a business.
struct Cloud {
    http: HttpClient,
    authorization: HeaderValue,
    /// `phone_number_id`.
    number: String,
    waba: String,
    app_secret: SecretString,
    verify_token: SecretString,
    rate: u32,
}

fn build(account: &Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure> {
    let base = format!("{}/{VERSION}", account.outbound.base_url(DESCRIPTOR.id, BASE_URL));
    let rate = account.number("rate")?;
    Ok(Arc::new(Cloud {
        // Two more than the engine sends on: settings and templates must not wait for a send.
        http: HttpClient::new(account.outbound, DESCRIPTOR.receiver, &base, concurrency(rate) + 2)?,
        authorization: bearer(&account.secret("access_token")?)?,
        number: id(account, "phone_number_id")?,
        waba: id(account, "waba_id")?,
        app_secret: account.secret("app_secret")?,
        verify_token: account.secret("verify_token")?,
        rate,
    }))
}

/// Meta answers in a quarter of a second or so: half the rate in connections keeps up with it.
fn concurrency(rate: u32) -> u32 {
    (rate / 2).clamp(4, 200)
}

/// An id of Meta's: digits, since it becomes part of an address.
fn id(account: &Account<'_>, name: &str) -> Result<String, ProviderFailure> {
    let id = account.text(name)?;
    if id.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(id)
    } else {
        Err(ProviderFailure::config(format!("the setting {name} has only digits")))
    }
}

fn bearer(token: &SecretString) -> Result<HeaderValue, ProviderFailure> {
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose_secret()))
        .map_err(|_| ProviderFailure::config("the access token cannot be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[async_trait]
impl Provider for Cloud {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            concurrency: concurrency(self.rate),
            rate: Some(Limit::new(self.rate, SECOND)),
            ..DESCRIPTOR.capabilities
        }
    }

    async fn send(&self, batch: &[Outgoing], _now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome> {
        let mut outcomes = Vec::with_capacity(batch.len());
        for outgoing in batch {
            outcomes.push(self.send_one(outgoing, gate).await.into());
        }
        outcomes
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        self.read_number().await
    }

    async fn inspect(&self, callback: Option<&str>, now: Timestamp) -> Inspection {
        self.look_at_everything(callback, now).await
    }

    async fn templates(&self) -> Result<Vec<RemoteTemplate>, ProviderFailure> {
        self.list_templates().await
    }

    async fn register_callback(&self, url: &str) -> Result<(), ProviderFailure> {
        self.register_webhook(url).await
    }

    fn read_callback(&self, request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
        self.read_webhook(request)
    }

    async fn close(&self) {
        self.http.close_idle();
    }
}

impl Cloud {
    fn post(&self, path: &str, json: Vec<u8>) -> Call {
        self.authorized(Call::post(path, json))
    }

    fn authorized(&self, call: Call) -> Call {
        call.header(AUTHORIZATION, self.authorization.clone())
    }
}
