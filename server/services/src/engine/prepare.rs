//! Between claim and connection: what was claimed is read and checked once more, all at once.

use std::collections::{HashMap, HashSet};

use domain::company::CompanyMode;
use domain::email_address::EmailAddress;
use domain::id::{CompanyId, ContentId, MessageId};
use domain::message::{Channel, Class, HoldReason, SkipReason};
use domain::messages::{Consent, check_consent, needs_window};
use domain::time::Timestamp;
use secrecy::ExposeSecret;
use storage::StorageError;
use storage::campaigns::Stops;
use storage::ledger::{Body, Claimed, GiveBack, GivenBackAs};

use super::inner::Inner;
use super::mail_text::MailTemplate;
use super::ready::Ready;
use crate::campaigns::late_before;
use crate::limits::quiet_until;
use crate::messages::Windows;
use crate::system_mail::open_text;

/// What a claim came to.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub ready: Vec<Ready>,
    pub backs: Vec<GiveBack>,
}

impl Inner {
    /// Reads bodies and contents, and hands back what must not leave now.
    pub async fn prepare(&self, claimed: Vec<Claimed>) -> Result<Prepared, StorageError> {
        let ids: Vec<_> = claimed.iter().map(|one| one.message).collect();
        let mut bodies = self.ledger().load_bodies(&ids).await?;
        self.load_templates(&bodies).await?;
        self.open_sealed(&mut bodies).await;
        let words = self.load_words(&claimed, &bodies).await?;
        let windows = self.load_windows(&claimed, &bodies).await?;
        let past = self.load_past(&claimed).await?;
        let now = self.now();
        let mut prepared = Prepared::default();
        for one in claimed {
            let body = bodies.remove(&one.message).unwrap_or_default();
            let (consent, closed) = words.of(&one, &body);
            let closed = closed.map(GivenBackAs::Skipped);
            let objection = past.objection(&one).or(closed).or_else(|| self.objection(&one, consent, now));
            match objection.or_else(|| window_objection(&one, &body, &windows)) {
                Some(to) => prepared.backs.push(GiveBack { message: one.message, fence: one.fence, to }),
                None => {
                    let template = body.content.and_then(|content| self.templates.get(content));
                    let unsubscribe = self.unsubscribe(&one, &body);
                    prepared.ready.push(Ready { claimed: one, body, template, consent, unsubscribe });
                }
            }
        }
        Ok(prepared)
    }

    /// What was stopped since these messages were planned, and what they repeat and has arrived.
    async fn load_past(&self, claimed: &[Claimed]) -> Result<Past, StorageError> {
        let campaigns: HashSet<_> =
            claimed.iter().filter_map(|one| Some((one.company, one.campaign?))).collect();
        let campaigns: Vec<_> = campaigns.into_iter().collect();
        let stops =
            storage::campaigns::stops_of(self.db().read(), &campaigns, late_before(self.now())).await?;
        let repeated: Vec<_> = claimed.iter().filter_map(|one| one.resend_of).collect();
        let arrived = match repeated.is_empty() {
            true => HashSet::new(),
            false => self.ledger().arrived(&repeated).await?,
        };
        Ok(Past { stops, arrived })
    }

    /// Why a message must not leave now.
    fn objection(&self, message: &Claimed, consent: Option<Consent>, now: Timestamp) -> Option<GivenBackAs> {
        if message.expires_at.is_some_and(|end| end <= now) {
            return Some(GivenBackAs::Expired);
        }
        if let Err(reason) = check_consent(message.class, message.purpose, consent) {
            return Some(GivenBackAs::Skipped(reason));
        }
        // Nothing of a company in test mode reaches anybody, at whatever hour.
        let lane = self.lane(message.account).filter(|lane| lane.mode == CompanyMode::Live)?;
        let until = quiet_until(lane.stamp.hours(), message.purpose, message.class, now);
        until.map(|due_at| GivenBackAs::Queued { due_at })
    }

    /// The address a mailbox posts to; the standard wants TLS.
    fn unsubscribe(&self, message: &Claimed, body: &Body) -> Option<String> {
        if (message.channel, message.class) != (Channel::Email, Class::Commercial) {
            return None;
        }
        let (company, channel, key) = consent_key(message, body);
        let url = self.services.refusal_url(&self.services.refusal_token(company, channel, &key));
        Some(url).filter(|url| url.starts_with("https://"))
    }

    /// Compiles the contents that were not met before. One that does not compile stays away, and its
    /// messages are skipped.
    async fn load_templates(&self, bodies: &HashMap<MessageId, Body>) -> Result<(), StorageError> {
        let wanted: HashSet<ContentId> = bodies.values().filter_map(|body| body.content).collect();
        let new: Vec<_> = wanted.into_iter().filter(|id| self.templates.get(*id).is_none()).collect();
        if new.is_empty() {
            return Ok(());
        }
        for (id, content) in self.ledger().load_contents(&new).await? {
            if let Ok(template) = MailTemplate::compile(&content) {
                self.templates.keep(id, template);
            }
        }
        Ok(())
    }

    /// Opens the texts that lie sealed; one that does not open stays away, and its message is skipped.
    async fn open_sealed(&self, bodies: &mut HashMap<MessageId, Body>) {
        let sealed = bodies.values_mut().filter(|body| body.content.is_none() && body.text.is_none());
        for body in sealed {
            let Some(params) = &body.params else { continue };
            match open_text(self.services.vault(), params).await {
                Ok(Some(text)) => (body.text, body.params) = (Some(text.expose_secret().to_owned()), None),
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "a sealed text does not open"),
            }
        }
    }

    /// The open windows of the people whom texts that are no templates go to.
    async fn load_windows(
        &self,
        claimed: &[Claimed],
        bodies: &HashMap<MessageId, Body>,
    ) -> Result<Windows, StorageError> {
        let asked = claimed.iter().filter_map(|one| {
            let body = bodies.get(&one.message).filter(|body| waits_for_window(one, body))?;
            Some((one.company, one.account, address_key(one.channel, &body.recipient)))
        });
        self.services.windows(asked.collect::<Vec<_>>(), self.now()).await
    }
}

/// Why a message must not leave on WhatsApp.
fn window_objection(message: &Claimed, body: &Body, windows: &Windows) -> Option<GivenBackAs> {
    let is_open = || windows.are_open(message.account, &address_key(message.channel, &body.recipient));
    let closed = waits_for_window(message, body) && !is_open();
    closed.then_some(GivenBackAs::Skipped(SkipReason::WindowClosed))
}

fn waits_for_window(message: &Claimed, body: &Body) -> bool {
    needs_window(message.channel, body.params.is_some())
}

/// What happened to messages after they were planned.
struct Past {
    stops: Stops,
    arrived: HashSet<MessageId>,
}

impl Past {
    /// Why a message must not leave any more.
    fn objection(&self, message: &Claimed) -> Option<GivenBackAs> {
        let is_repeat = message.resend_of.is_some();
        let stopped = |campaign| self.stops.has(message.company, campaign, message.message, is_repeat);
        if message.campaign.is_some_and(stopped) {
            return Some(GivenBackAs::Cancelled);
        }
        if message.campaign.is_some_and(|campaign| self.stops.is_late(message.company, campaign)) {
            return Some(GivenBackAs::Held(HoldReason::FoundLate));
        }
        let arrived = message.resend_of.is_some_and(|first| self.arrived.contains(&first));
        arrived.then_some(GivenBackAs::Skipped(SkipReason::Arrived))
    }
}

/// The address of a message, as its consents name it.
pub(super) fn consent_key(message: &Claimed, body: &Body) -> (CompanyId, Channel, String) {
    (message.company, message.channel, address_key(message.channel, &body.recipient))
}

/// What consents are compared by: E.164, or an e-mail address in lower case.
pub(crate) fn address_key(channel: Channel, recipient: &str) -> String {
    match channel {
        Channel::Email => EmailAddress::parse(recipient)
            .map_or_else(|_| recipient.to_ascii_lowercase(), |address| address.comparison_key()),
        Channel::Sms | Channel::Whatsapp => recipient.to_owned(),
    }
}
