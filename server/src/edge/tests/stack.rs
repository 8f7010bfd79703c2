//! The whole program on loopback: pages and callbacks served over HTTP, the engine at work, and the
//! stand-ins of the providers, which call back.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::companies::CompanyProfileForm;
use domain::contacts::{ContactForm, ContactView};
use domain::id::{AccountId, MessageId};
use domain::message::{SkipReason, State};
use domain::messages::{SendMessageForm, StateReason};
use domain::provider_accounts::{CallbackView, SaveAccountForm};
use domain::topic::Topic;
use sandbox::{Sandbox, SandboxConfig};
use services::engine::{Engine, EngineConfig};
use services::{Actor, Services};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::world::{TestResult, World};
use crate::commands::test_mode;
use crate::platform_mail;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Stack {
    pub world: World,
    pub sandbox: Sandbox,
    pub owner: Actor,
    _stop: DropGuard,
}

impl Stack {
    pub async fn start(config: SandboxConfig) -> TestResult<Self> {
        // Two libraries would each choose a TLS provider; one choice for all.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let start = test_mode::Start {
            sandbox: config,
            outbound_allow: &[],
            served: listener.local_addr()?,
            platform_to_sink: true,
        };
        let (sandbox, outbounds) = test_mode::start(start).await?;
        let world = World::reaching(outbounds).await?;
        let sink = platform_mail::to_sink(sandbox.smtp().addr());
        world.services().set_platform_mail(&sink).await?;
        let stop = CancellationToken::new();
        let served =
            axum::serve(listener, world.router()).with_graceful_shutdown(stop.clone().cancelled_owned());
        tokio::spawn(async move { served.await });
        let config = EngineConfig {
            alone: true,
            refresh: Duration::from_millis(50),
            sweep: Duration::from_millis(50),
            ..EngineConfig::default()
        };
        let engine = Engine::new(world.services().clone(), config);
        let stopped = stop.clone().cancelled_owned();
        tokio::spawn(async move { engine.run(stopped).await });
        let owner = world.actor("ayse").await?;
        // Commercial messages say who writes.
        let profile = CompanyProfileForm {
            name: "Işık".to_owned(),
            kind: "merchant".to_owned(),
            trade_name: "Işık Ltd. Şti.".to_owned(),
            mersis: "0123456789000015".to_owned(),
            ..CompanyProfileForm::default()
        };
        world.services().update_company_profile(&owner, &profile).await?;
        Ok(Self { world, sandbox, owner, _stop: stop.drop_guard() })
    }

    pub fn services(&self) -> &Services {
        self.world.services()
    }

    pub async fn connect(&self, provider: &str, values: &[(&str, &str)]) -> TestResult<AccountId> {
        let forms = self.services().list_providers(&self.owner)?;
        let form = forms.iter().find(|form| form.id == provider).ok_or("no such provider")?;
        let typed = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let values: BTreeMap<_, _> = form.defaults().into_iter().chain(typed).collect();
        let form = SaveAccountForm { provider: provider.to_owned(), values, ..SaveAccountForm::default() };
        Ok(self.services().save_account(&self.owner, form).await?)
    }

    pub async fn connect_whatsapp(&self) -> TestResult<AccountId> {
        let values = [
            ("phone_number_id", "5"),
            ("waba_id", "6"),
            ("access_token", "belirtec"),
            ("app_secret", "baska-bir-sir"),
            ("verify_token", "dogrula"),
        ];
        self.connect("whatsapp_cloud", &values).await
    }

    pub async fn callback(&self, account: AccountId) -> TestResult<CallbackView> {
        let view = self.services().get_account(&self.owner, account).await?;
        Ok(view.callback.ok_or("the account has no callback address")?)
    }

    /// Waits until the provider was told where to call, and took it.
    pub async fn told(&self, account: AccountId) -> TestResult {
        self.until(Topic::Accounts, || async move {
            let callback = self.callback(account).await?;
            Ok(callback.told_at.is_some() && callback.told_refusal.is_none())
        })
        .await
    }

    /// Sends a text of one's own.
    pub async fn send_text(&self, channel: &str, recipient: &str, text: &str) -> TestResult<MessageId> {
        let form = SendMessageForm {
            channel: channel.to_owned(),
            recipient: recipient.to_owned(),
            class: "informational".to_owned(),
            text: text.to_owned(),
            key: "text".to_owned(),
            ..SendMessageForm::default()
        };
        Ok(self.services().send_message(&self.owner, &form).await?)
    }

    pub async fn send(&self, channel: &str, recipient: &str, key: &str) -> TestResult<MessageId> {
        let form = SendMessageForm {
            channel: channel.to_owned(),
            recipient: recipient.to_owned(),
            class: "informational".to_owned(),
            text: "Siparişiniz yola çıktı.".to_owned(),
            key: key.to_owned(),
            ..SendMessageForm::default()
        };
        Ok(self.services().send_message(&self.owner, &form).await?)
    }

    /// Waits until a message has come to a state.
    pub async fn comes_to(&self, message: MessageId, state: State) -> TestResult {
        self.until(Topic::Message(message), || async move {
            Ok(self.services().get_message(&self.owner, message).await?.row.state == state)
        })
        .await
    }

    /// Waits until somebody who wrote can be answered on WhatsApp without a template.
    pub async fn hears_from(&self, number: &str) -> TestResult {
        let form = ContactForm {
            kind: "person".to_owned(),
            given_name: "Ayşe".to_owned(),
            phones: number.to_owned(),
            ..ContactForm::default()
        };
        let contact = self.services().save_contact(&self.owner, &form).await?;
        let wait = async {
            let is_open = |view: ContactView| view.addresses.iter().any(|row| row.window_until.is_some());
            while !is_open(self.services().get_contact(&self.owner, contact).await?) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            TestResult::Ok(())
        };
        tokio::time::timeout(PATIENCE, wait).await?
    }

    /// Waits until a person's refusal of commercial messages is known.
    pub async fn hears_a_refusal(&self, channel: &str, recipient: &str) -> TestResult {
        let wait = async {
            while !self.refuses(channel, recipient).await? {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            TestResult::Ok(())
        };
        tokio::time::timeout(PATIENCE, wait).await?
    }

    /// Whether a commercial message is kept back because the person refused.
    pub async fn refuses(&self, channel: &str, recipient: &str) -> TestResult<bool> {
        let form = SendMessageForm {
            channel: channel.to_owned(),
            recipient: recipient.to_owned(),
            class: "commercial".to_owned(),
            text: "İndirim!".to_owned(),
            ..SendMessageForm::default()
        };
        let message = self.services().send_message(&self.owner, &form).await?;
        let view = self.services().get_message(&self.owner, message).await?;
        Ok(view.row.reason == Some(StateReason::Skip(SkipReason::Refused)))
    }

    /// Waits for something to become true, looking whenever a topic changes.
    pub async fn until<F>(&self, topic: Topic, is_true: impl Fn() -> F) -> TestResult
    where
        F: Future<Output = TestResult<bool>>,
    {
        let mut changes = self.services().live().listen(self.owner.company()?, vec![topic]);
        let wait = async {
            while !is_true().await? {
                changes.next().await.ok_or("the program ended")?;
            }
            TestResult::Ok(())
        };
        tokio::time::timeout(PATIENCE, wait).await?
    }
}
