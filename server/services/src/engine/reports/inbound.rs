//! What people write back: a stop word ends commercial messages to their address at once.

use std::time::Duration;

use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind, is_stop_word};
use domain::time::Timestamp;
use providers::provider::{Inbound, InboundContent, Sender};
use storage::consents::StoredConsent;
use storage::service_windows::Heard;

use super::speaker::Speaker;
use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;
use crate::services::Services;

/// An inbox is asked at this distance where nothing is pushed, and so far back at first.
const EVERY: Duration = Duration::from_secs(600);
const FIRST_BACK: Duration = Duration::from_secs(86_400);
/// Clocks of providers differ.
const EARLIER: Duration = Duration::from_secs(300);

impl Inner {
    /// Reads what came into an account's inbox since the last look, where there is one and it is time.
    pub async fn read_inbox(&self, lane: &Lane) -> Result<(), ServiceError> {
        let now = self.now();
        if !(lane.able.inbound && lane.able.pull.is_some() && lane.inbox_is_due(now, EVERY)) {
            return Ok(());
        }
        let since = lane.inbox_read(now).map_or(now - FIRST_BACK, |last| last - EARLIER);
        match lane.provider.fetch_inbound(since, now + EARLIER).await {
            Ok(messages) => self.services.hear_all(&Speaker::of(lane), &messages).await,
            Err(failure) => {
                self.heed(lane, &failure, "the provider showed no inbox").await;
                Ok(())
            }
        }
    }
}

impl Services {
    /// Reads the inbox of an account that is about to go.
    pub(super) async fn read_last_inbox(&self, speaker: &Speaker) -> Result<(), ServiceError> {
        let now = self.now();
        match speaker.provider.fetch_inbound(now - FIRST_BACK, now + EARLIER).await {
            Ok(messages) => self.hear_all(speaker, &messages).await,
            Err(failure) => {
                tracing::info!(account = %speaker.id, %failure, "the provider showed no inbox");
                Ok(())
            }
        }
    }

    async fn hear_all(&self, speaker: &Speaker, messages: &[Inbound]) -> Result<(), ServiceError> {
        for message in messages {
            self.hear(speaker, message).await?;
        }
        Ok(())
    }

    /// Takes a stop word at its word, and notes that the person can be answered on WhatsApp for a day; what
    /// else was said has no place to go in this release.
    pub(super) async fn hear(&self, speaker: &Speaker, inbound: &Inbound) -> Result<(), ServiceError> {
        self.note_heard(speaker, inbound).await?;
        let said = match &inbound.content {
            InboundContent::Text(text) => [text.as_str(), ""],
            InboundContent::Button { text, payload } => [text.as_str(), payload.as_str()],
            _ => return Ok(()),
        };
        let Some(word) = said.into_iter().find(|said| is_stop_word(said)) else { return Ok(()) };
        tracing::info!(account = %speaker.id, "somebody asked for no more messages");
        let word: String = word.chars().take(200).collect();
        let (status, source) = (ConsentStatus::Refused, ConsentSource::Recipient);
        self.record_word(speaker, &inbound.sender, status, source, inbound.at, Some(word)).await
    }

    async fn note_heard(&self, speaker: &Speaker, inbound: &Inbound) -> Result<(), ServiceError> {
        let Some(address) = address_of(&inbound.sender) else { return Ok(()) };
        if speaker.channel != Channel::Whatsapp || !inbound.content.is_of_person() {
            return Ok(());
        }
        let at = not_ahead(inbound.at, self.now());
        Ok(self.open_window(Heard { company: speaker.company, account: speaker.id, address, at }).await?)
    }

    /// Writes down what a person decided about commercial messages on a channel.
    pub(super) async fn record_word(
        &self,
        speaker: &Speaker,
        sender: &Sender,
        status: ConsentStatus,
        source: ConsentSource,
        at: Option<Timestamp>,
        proof: Option<String>,
    ) -> Result<(), ServiceError> {
        let Some(address) = address_of(sender) else { return Ok(()) };
        let word = StoredConsent {
            id: self.ids().next_id(),
            company: speaker.company,
            channel: speaker.channel,
            class: Class::Commercial,
            address,
            consent: Consent { kind: RecipientKind::Individual, status },
            source,
            at: not_ahead(at, self.now()),
            proof,
        };
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(storage::consents::record(tx, word).await?) }));
        Ok(work.await?)
    }
}

/// A provider's clock that runs ahead must not outlast a later word.
fn not_ahead(at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    at.map_or(now, |at| at.min(now))
}

/// E.164, or WhatsApp's name of a person who hides the number.
fn address_of(sender: &Sender) -> Option<String> {
    let digits = sender.digits.as_ref().map(|digits| format!("+{digits}"));
    digits.or_else(|| sender.user_id.clone())
}
