//! What an answer does to the account and to the recipient's word.

use domain::message::{Class, HoldReason, State};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::provider_accounts::PauseReason;
use providers::provider::{ProviderFailure, SendOutcome};
use storage::StorageError;
use storage::consents::StoredConsent;
use storage::provider_accounts::{self, Pause};

use super::inner::Inner;
use super::lane::Lane;
use super::outcome::Effect;
use super::prepare::address_key;
use super::ready::Ready;
use crate::services::Services;
use domain::id::{AccountId, CompanyId};

impl Inner {
    pub async fn take_effect(&self, lane: &Lane, effect: Effect, ready: &Ready, outcome: &SendOutcome) {
        let done = match (effect, outcome.failure()) {
            (Effect::Works, _) => {
                lane.works();
                Ok(())
            }
            (Effect::Unreached, _) => {
                lane.unreached(self.now());
                Ok(())
            }
            (Effect::Throttle(until), _) => {
                lane.throttle(until);
                self.note_throttle(lane, until).await
            }
            (Effect::Pause(reason), Some(failure)) => self.pause(lane, reason, failure).await,
            (Effect::OptOut, _) => self.note_refusal(ready).await,
            (Effect::DeadAddress, Some(failure)) => {
                let said = words(&failure.code, &failure.text);
                let (company, channel) = (lane.company, lane.channel);
                self.services.note_dead_address(company, channel, &ready.body.recipient, said).await
            }
            (Effect::WindowClosed, _) => {
                let address = address_key(lane.channel, &ready.body.recipient);
                self.services.close_window(lane.company, lane.id, address, self.now()).await
            }
            _ => Ok(()),
        };
        if let Err(error) = done {
            tracing::error!(account = %lane.id, %error, "what an answer means for its account was not written down");
        }
    }

    /// Stops an account that needs a person, and holds what waits for it.
    pub async fn pause(
        &self,
        lane: &Lane,
        reason: PauseReason,
        failure: &ProviderFailure,
    ) -> Result<(), StorageError> {
        if lane.is_stopped() {
            return Ok(());
        }
        lane.stop();
        self.services.stop_account(lane.company, lane.id, reason, failure).await
    }

    async fn note_throttle(&self, lane: &Lane, until: domain::time::Timestamp) -> Result<(), StorageError> {
        let (company, account) = (lane.company, lane.id);
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::throttle(tx, company, account, until).await?) })
        });
        work.await
    }

    /// The provider says that this person wants no more messages: a refusal like any other.
    async fn note_refusal(&self, ready: &Ready) -> Result<(), StorageError> {
        let kind = ready.consent.map_or(RecipientKind::Individual, |consent| consent.kind);
        let refusal = StoredConsent {
            id: self.services.ids().next_id(),
            company: ready.claimed.company,
            channel: ready.claimed.channel,
            class: Class::Commercial,
            address: address_key(ready.claimed.channel, &ready.body.recipient),
            consent: Consent { kind, status: ConsentStatus::Refused },
            source: ConsentSource::Provider,
            at: self.now(),
            proof: Some(format!("{}: {}", ready.claimed.message, State::Failed)),
        };
        let (company, channel, address) = (refusal.company, refusal.channel, refusal.address.clone());
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(storage::consents::record(tx, refusal).await?) }));
        work.await?;
        self.services.drop_refused(company, channel, Class::Commercial, &address).await
    }
}

impl Services {
    /// Stops an account that needs a person, and holds what waits for it.
    pub(super) async fn stop_account(
        &self,
        company: CompanyId,
        account: AccountId,
        reason: PauseReason,
        failure: &ProviderFailure,
    ) -> Result<(), StorageError> {
        tracing::warn!(account = %account, ?reason, code = failure.code, "an account was paused");
        let pause = Pause { reason, at: self.now(), code: failure.code.clone(), text: failure.text.clone() };
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::pause(tx, company, account, &pause).await?) })
        });
        work.await?;
        self.hold_messages(company, account, HoldReason::AccountPaused, None).await?;
        self.accounts_changed(company, account);
        Ok(())
    }
}

/// A provider's code and words as they are shown.
pub(super) fn words(code: &str, text: &str) -> String {
    format!("{code} {text}").trim().to_owned()
}
