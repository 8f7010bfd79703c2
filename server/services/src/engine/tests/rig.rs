use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use domain::accounts::Via;
use domain::id::{AccountId, CompanyId, MessageId};
use domain::message::{Channel, Class, Purpose, State};
use domain::provider_accounts::SaveAccountForm;
use providers::outbound::{OutboundConfig, SmtpPatience};
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use storage::ledger::{Body, Content, FirstState, Ledger, NewMessage, SendKey};

use crate::actor::Actor;
use crate::engine::{Engine, EngineConfig};
use crate::provider_accounts::Outbounds;
use crate::services::Services;
use crate::testing::{TestResult, World};

/// Services whose company in test mode sends to stand-ins of the test.
pub struct Rig {
    pub world: World,
    pub services: Services,
    pub owner: Actor,
    pub company: CompanyId,
    pub engine: Engine,
    planned: std::cell::Cell<u32>,
}

/// Where the stand-ins of a test listen.
#[derive(Default)]
pub struct StandIns {
    base_urls: BTreeMap<String, String>,
    addrs: Vec<SocketAddr>,
    roots: Vec<Vec<u8>>,
    patience: Option<Duration>,
    /// Companies that are live meet them as well.
    are_real: bool,
}

impl StandIns {
    pub fn with(mut self, provider: &str, url: String, addr: SocketAddr) -> Self {
        self.base_urls.insert(provider.to_owned(), url);
        self.addrs.push(addr);
        self
    }

    pub fn smtp(sink: &SmtpSink) -> Self {
        Self::default().with("smtp", format!("smtp://{}", sink.addr()), sink.addr())
    }

    /// A mail server that takes logins over TLS, as in the program.
    pub fn smtp_with_tls(sink: &SmtpSink) -> Self {
        let mut stand_ins =
            Self::smtp(sink).with("smtps", format!("smtps://{}", sink.tls_addr()), sink.tls_addr());
        stand_ins.roots.push(sink.certificate().der().to_vec());
        stand_ins
    }

    /// Waits so long for an answer.
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// Stands for the providers themselves, so that a company that is live meets them.
    pub fn in_the_real_world(self) -> Self {
        Self { are_real: true, ..self }
    }

    fn outbounds(&self) -> Outbounds {
        let patience = self.patience.unwrap_or(Duration::from_millis(500));
        let smtp =
            SmtpPatience { hello: patience, command: patience, content: patience, ..SmtpPatience::default() };
        let test = OutboundConfig {
            allow: self.addrs.clone(),
            base_urls: self.base_urls.clone(),
            extra_roots: self.roots.clone(),
            connect_timeout: patience,
            answer_timeout: patience,
            smtp,
            ..OutboundConfig::default()
        };
        // The real world of a test is this machine, without the moved addresses.
        let base_urls = if self.are_real { self.base_urls.clone() } else { BTreeMap::new() };
        let live = OutboundConfig { base_urls, ..test.clone() };
        Outbounds::new(live, test)
    }
}

pub async fn sink() -> TestResult<SmtpSink> {
    Ok(SmtpSink::start(SmtpSinkConfig { keep_bodies: 100, ..SmtpSinkConfig::default() }).await?)
}

impl Rig {
    pub async fn new(world: World, stand_ins: StandIns) -> TestResult<Self> {
        let owner = world.owner().await?;
        let company = owner.company()?;
        world.pass(1);
        let services = world.restarted(|config| config.outbounds = stand_ins.outbounds()).await?;
        let engine = Engine::new(services.clone(), EngineConfig::default());
        Ok(Self { world, services, owner, company, engine, planned: std::cell::Cell::new(0) })
    }

    /// A second process on the same database.
    pub async fn other_engine(&self, stand_ins: &StandIns, config: EngineConfig) -> TestResult<Engine> {
        self.world.pass(1);
        let clock = std::sync::Arc::new(self.world.clock.clone());
        let change = |parts: &mut crate::services::ServicesConfig| {
            parts.outbounds = stand_ins.outbounds();
            if let Some(lease) = config.node {
                parts.ids = storage::ids::Ids::new(clock, lease.node);
            }
        };
        let services = self.world.restarted(change).await?;
        Ok(Engine::new(services, config))
    }

    pub async fn connect(&self, provider: &str, values: &[(&str, &str)]) -> TestResult<AccountId> {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let form = SaveAccountForm { provider: provider.to_owned(), values, ..SaveAccountForm::default() };
        Ok(self.services.save_account(&self.owner, form).await?)
    }

    pub async fn connect_smtp(&self) -> TestResult<AccountId> {
        let values = [
            ("host", "mail.firma.com.tr"),
            ("port", "465"),
            ("security", "tls"),
            ("auth", "none"),
            ("from_address", "bilgi@firma.com.tr"),
            ("connections", "4"),
            ("limit_per", "hour"),
        ];
        self.connect("smtp", &values).await
    }

    /// Ends test mode; the company's mail server is the one on this machine.
    pub async fn go_live_with(&self, sink: &SmtpSink) -> TestResult<AccountId> {
        let port = sink.addr().port().to_string();
        let values = [
            ("host", "127.0.0.1"),
            ("port", port.as_str()),
            ("security", "none"),
            ("auth", "none"),
            ("from_address", "bilgi@firma.com.tr"),
            ("limit_per", "hour"),
        ];
        let account = self.connect("smtp", &values).await?;
        self.world.execute("UPDATE companies SET mode = 2").await?;
        Ok(account)
    }

    pub fn ledger(&self) -> &dyn Ledger {
        self.services.ledger()
    }

    /// An informational campaign message with a text of its own.
    pub fn message(&self, account: AccountId, channel: Channel, recipient: &str) -> NewMessage {
        let number = self.planned.get() + 1;
        self.planned.set(number);
        NewMessage {
            company: self.company,
            account: Some(account),
            channel,
            purpose: Purpose::Transactional,
            class: Class::Informational,
            key: SendKey::new(format!("test:{number:05}")),
            state: FirstState::Queued,
            due_at: self.services.now(),
            expires_at: Some(self.services.now() + Duration::from_secs(86_400)),
            round: 0,
            contact: None,
            address: None,
            campaign: None,
            resend_of: None,
            created_by: None,
            approved_by: None,
            via: Via::Screen,
            cost: None,
            body: Body {
                recipient: recipient.to_owned(),
                text: Some("Merhaba".to_owned()),
                ..Body::default()
            },
        }
    }

    pub async fn email(&self, account: AccountId, recipient: &str) -> TestResult<NewMessage> {
        let content = Content {
            subject: "Fatura {{no}}".to_owned(),
            html: Some("<p>Sayın {{ad}}</p>".to_owned()),
            text: Some("Sayın {{ad}}".to_owned()),
        };
        let content = self.ledger().save_content(self.company, content).await?;
        let mut message = self.message(account, Channel::Email, recipient);
        message.body.text = None;
        message.body.content = Some(content);
        message.body.params = Some(r#"{"no":"42","ad":"Ayşe & Oğlu"}"#.to_owned());
        Ok(message)
    }

    pub async fn plan(&self, messages: Vec<NewMessage>) -> TestResult<Vec<MessageId>> {
        let planned = self.ledger().plan(messages).await?;
        Ok(planned.into_iter().map(|one| one.message).collect())
    }

    pub async fn state(&self, message: MessageId) -> TestResult<State> {
        let found = self.ledger().message(self.company, message).await?;
        Ok(found.ok_or("no such message")?.row.state)
    }

    pub async fn states(&self, messages: &[MessageId]) -> TestResult<Vec<State>> {
        let mut states = Vec::with_capacity(messages.len());
        for message in messages {
            states.push(self.state(*message).await?);
        }
        Ok(states)
    }
}
