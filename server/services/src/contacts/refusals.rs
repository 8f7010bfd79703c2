use domain::contacts::{ConsentForm, ConsentWord};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus};
use domain::rights::Right;
use serde_json::json;
use storage::consents::{self, StoredConsent};
use storage::contacts;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Notes by hand that an address of a contact wants no commercial messages.
    ///
    /// # Errors
    /// `Forbidden`; a wrong form; `NotFound` when the card has no such address.
    pub async fn refuse_channel(&self, actor: &Actor, form: &ConsentForm) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        self.note_consent(actor, company, form.parse()?, ConsentStatus::Refused).await
    }

    /// Notes by hand that an address of a contact agreed to commercial messages, with what proves it. Who
    /// refused even notices on that channel gets them again as well.
    ///
    /// # Errors
    /// As [`refuse_channel`](Self::refuse_channel); `Required` at `note` without a proof.
    pub async fn allow_channel(&self, actor: &Actor, form: &ConsentForm) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        self.note_consent(actor, company, form.parse_with_proof()?, ConsentStatus::Given).await
    }

    async fn note_consent(
        &self,
        actor: &Actor,
        company: CompanyId,
        word: ConsentWord,
        status: ConsentStatus,
    ) -> Result<(), ServiceError> {
        let db = self.db().read();
        let contact = contacts::find(db, company, word.contact).await?.ok_or(Problem::NotFound)?;
        let held = contacts::addresses_of(db, company, &[word.contact]).await?;
        let held = held.into_values().flatten().find(|held| held.id == word.address);
        let address = held.ok_or(Problem::NotFound)?.address;
        let consent = Consent { kind: contact.card.recipient, status };
        let channels = word.channels_of(address.kind())?;
        let mut about: Vec<_> = channels.iter().map(|channel| (*channel, Class::Commercial)).collect();
        if status == ConsentStatus::Given {
            let refused = self.notices_refused(company, &address.key(), &channels).await?;
            about.extend(refused.into_iter().map(|channel| (channel, Class::Informational)));
        }
        let stored = about.into_iter().map(|(channel, class)| StoredConsent {
            id: self.ids().next_id(),
            company,
            channel,
            class,
            address: address.key(),
            consent,
            source: ConsentSource::Member,
            at: self.now(),
            proof: word.note.clone(),
        });
        let stored: Vec<_> = stored.collect();
        let refused: Vec<_> = stored.iter().map(|word| (word.channel, word.address.clone())).collect();
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let channels: Vec<_> = channels.iter().map(|channel| channel.word()).collect();
                let details = json!({ "status": status.word(), "channels": channels });
                for word in stored {
                    consents::record(tx, word).await?;
                }
                let change = Change::of_company(company, "address.consent_noted", word.address, details);
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        if status == ConsentStatus::Refused {
            for (channel, address) in refused {
                self.drop_refused(company, channel, Class::Commercial, &address).await?;
            }
        }
        Ok(())
    }

    /// Those of the channels on which an address refused even notices.
    async fn notices_refused(
        &self,
        company: CompanyId,
        address: &str,
        channels: &[Channel],
    ) -> Result<Vec<Channel>, ServiceError> {
        let asked = [address.to_owned()];
        let found = consents::refusals(self.db().read(), company, &asked).await?;
        let notices = found.into_iter().filter(|refusal| refusal.class == Class::Informational);
        Ok(notices.map(|refusal| refusal.channel).filter(|channel| channels.contains(channel)).collect())
    }
}
