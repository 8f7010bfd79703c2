//! What people write back: a stop word ends commercial messages to their address at once.

use std::time::Duration;

use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind, is_stop_word};
use domain::time::Timestamp;
use providers::provider::{Inbound, InboundContent, Sender};
use storage::consents::StoredConsent;

use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

/// An inbox is asked at this distance where nothing is pushed, and so far back at first.
const EVERY: Duration = Duration::from_secs(600);
const FIRST_BACK: Duration = Duration::from_secs(86_400);
/// Clocks of providers differ.
const EARLIER: Duration = Duration::from_secs(300);

impl Inner {
    /// Reads the inboxes of providers that keep one.
    pub async fn read_inboxes(&self) -> Result<(), ServiceError> {
        let now = self.now();
        for lane in self.lanes() {
            if lane.able.inbound && lane.able.pull.is_some() && lane.inbox_is_due(now, EVERY) {
                self.read_inbox(&lane).await?;
            }
        }
        Ok(())
    }

    /// Reads what came since the last look, and hears it.
    pub(super) async fn read_inbox(&self, lane: &Lane) -> Result<(), ServiceError> {
        let now = self.now();
        let since = lane.inbox_read(now).map_or(now - FIRST_BACK, |last| last - EARLIER);
        match lane.provider.fetch_inbound(since, now + EARLIER).await {
            Ok(messages) => {
                for message in messages {
                    self.hear(lane, &message).await?;
                }
            }
            Err(failure) => tracing::info!(account = %lane.id, %failure, "the provider showed no inbox"),
        }
        Ok(())
    }

    /// Takes a stop word at its word; answers of other kinds have no place to go in this release.
    pub(super) async fn hear(&self, lane: &Lane, inbound: &Inbound) -> Result<(), ServiceError> {
        let said = match &inbound.content {
            InboundContent::Text(text) => [text.as_str(), ""],
            InboundContent::Button { text, payload } => [text.as_str(), payload.as_str()],
            _ => return Ok(()),
        };
        let Some(word) = said.into_iter().find(|said| is_stop_word(said)) else { return Ok(()) };
        tracing::info!(account = %lane.id, "somebody asked for no more messages");
        let word: String = word.chars().take(200).collect();
        self.record_word(
            lane,
            &inbound.sender,
            ConsentStatus::Refused,
            ConsentSource::Recipient,
            inbound.at,
            Some(word),
        )
        .await
    }

    /// Writes down what a person decided about commercial messages on a channel.
    pub(super) async fn record_word(
        &self,
        lane: &Lane,
        sender: &Sender,
        status: ConsentStatus,
        source: ConsentSource,
        at: Option<Timestamp>,
        proof: Option<String>,
    ) -> Result<(), ServiceError> {
        let Some(address) = address_of(sender) else { return Ok(()) };
        let now = self.now();
        let word = StoredConsent {
            id: self.services.ids().next_id(),
            company: lane.company,
            channel: lane.channel,
            address,
            consent: Consent { kind: RecipientKind::Individual, status },
            source,
            // A provider's clock that runs ahead must not outlast a later word.
            at: at.map_or(now, |at| at.min(now)),
            proof,
        };
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(storage::consents::record(tx, word).await?) }));
        Ok(work.await?)
    }
}

/// E.164, or WhatsApp's name of a person who hides the number.
fn address_of(sender: &Sender) -> Option<String> {
    let digits = sender.digits.as_ref().map(|digits| format!("+{digits}"));
    digits.or_else(|| sender.user_id.clone())
}
