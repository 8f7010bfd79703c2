//! Mutlucell, the XML gateway: <https://www.mutlucell.com.tr/>, mutlucell/api on GitHub.
//!
//! What the vendor does not publish is read tolerantly, and written as seldom as possible:
//! - No İYS attribute is documented, so none is sent: consent is checked before a message gets here.
//! - `tarih`, a start in the future, is left out: a message comes here when its time has come.
//! - The number behind `#` in an accepted send is called credits spent by most, credits left by one; it is
//!   kept as it came.
//! - The vendor's blacklist is left alone: the product keeps its own list, and one call with an empty
//!   `<nums>` would clear the vendor's. A list of numbers made here is therefore never empty.

mod account;
mod codes;
mod inbox;
mod package;
mod reports;
mod schedule;
mod send;
mod status;
mod xml;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::message::Channel;
use domain::time::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use self::package::is_sender_name;
use self::schedule::Schedule;
use self::status::Statuses;
use self::xml::is_sayable;
use crate::descriptor::{Account, Choice, Descriptor, Field, Kind, Words};
use crate::http::HttpClient;
use crate::outbound::Receiver;
use crate::provider::{
    Balance, Capabilities, ConnectionReport, Gate, Inbound, Limit, Outgoing, Provider, ProviderFailure,
    PullSchedule, ReportPage, ReportQuery, SendOutcome,
};

const BASE_URL: &str = "https://smsgw.mutlucell.com/smsgw-ws";
/// No maximum is published; 1 000 is said to work.
const BATCH: u32 = 500;

/// What the settings page and the engine know.
pub static DESCRIPTOR: Descriptor = Descriptor {
    id: "mutlucell",
    channel: Channel::Sms,
    label: Words::same("Mutlucell"),
    manual: "https://www.mutlucell.com.tr/",
    version: 1,
    receiver: Receiver::SmsCompany("mutlucell"),
    capabilities: Capabilities {
        batch: BATCH,
        distinct_numbers: true,
        uniform_batch: true,
        // A second call at once is refused with 24.
        concurrency: 1,
        pull: Some(PullSchedule {
            // A minute after the vendor took it, which is up to half a minute after it left.
            first_after: Duration::from_secs(90),
            // How often packages are looked through; each is asked for far less often: see `Schedule`.
            every: Duration::from_secs(300),
            calls: Limit::new(20, Duration::from_secs(60)),
            // A call takes one; `Schedule` chooses it among all.
            refs: 5_000,
            rows: BATCH,
            history: Duration::from_secs(30 * 86_400),
        }),
        balance: true,
        sender_names: true,
        inbound: true,
        validity: send::LONGEST,
        ..Capabilities::plain()
    },
    fields: &[
        Field::new("user", Kind::Text { longest: 50 }, Words::new("Kullanıcı adı", "Username"))
            .required()
            .example("ornekfirma"),
        Field::new("password", Kind::Secret { longest: 100 }, Words::new("Şifre", "Password"))
            .required()
            .hint("Şifreniz ya da panelde verilen API anahtarı", "The password, or the API key issued by the panel")
            .example("example-password"),
        Field::new("sender", Kind::Text { longest: 11 }, Words::new("Gönderici adı", "Sender name"))
            .required()
            .hint(
                "Mutlucell’de onaylı başlık, Türkçe harf olmadan",
                "A sender name approved at Mutlucell, without Turkish letters",
            )
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
        Field::new("aboneno", Kind::Text { longest: 20 }, Words::new("Abone numarası", "Subscriber number"))
            .hint(
                "0850’li numaranız. Gelen SMS’ler, ret yanıtları da, ancak bununla okunur.",
                "Your 0850 number. Answers by SMS, refusals among them, are read only with it.",
            )
            .advanced(),
        Field::new(
            "report_statuses",
            Kind::Choice(&[
                Choice::new(
                    status::PUBLISHED,
                    Words::new("0 gönderilemedi, 1 işleniyor, 3 iletildi", "0 not sent, 1 in progress, 3 delivered"),
                ),
                Choice::new(
                    status::FROM_ZERO,
                    Words::new("0 bekliyor, 1 iletildi", "0 waiting, 1 delivered"),
                ),
            ]),
            Words::new("Rapor kodları", "Report codes"),
        )
        .hint(
            "Mutlucell hesabınızda kodlar farklıysa değiştirin.",
            "Change it if Mutlucell uses other codes for your account.",
        )
        .default(status::PUBLISHED)
        .advanced(),
    ],
    sender: "sender",
    build,
};

/// One account at Mutlucell.
struct Mutlucell {
    http: HttpClient,
    user: String,
    password: SecretString,
    sender: String,
    subscriber: Option<String>,
    statuses: Statuses,
    schedule: Schedule,
}

fn build(account: &Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure> {
    let base = account.outbound.base_url(DESCRIPTOR.id, BASE_URL);
    let sender = account.text("sender")?;
    if !is_sender_name(&sender) {
        return Err(package::no_sender_name());
    }
    let (user, password) = (account.text("user")?, account.secret("password")?);
    if !(is_sayable(&user) && is_sayable(password.expose_secret())) {
        return Err(ProviderFailure::config("the login cannot be sent"));
    }
    Ok(Arc::new(Mutlucell {
        // One connection: while it is in use, every other call of the account waits for it.
        http: HttpClient::new(account.outbound, DESCRIPTOR.receiver, base, 1)?,
        user,
        password,
        sender,
        subscriber: account.optional_text("aboneno"),
        statuses: Statuses::read(account.optional_text("report_statuses").as_deref()),
        schedule: Schedule::new(account.outbound.config().faster),
    }))
}

#[async_trait]
impl Provider for Mutlucell {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { inbound: self.subscriber.is_some(), ..DESCRIPTOR.capabilities }
    }

    async fn send(&self, batch: &[Outgoing], now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome> {
        self.send_batch(batch, now, gate).await
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        let names = self.read_sender_names().await?;
        let mut report = ConnectionReport {
            name: self.user.clone(),
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

    async fn close(&self) {
        self.http.close_idle();
    }
}
