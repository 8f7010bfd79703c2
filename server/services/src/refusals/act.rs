use domain::id::CompanyId;
use domain::lang::Lang;
use domain::message::{Channel, Class, SkipReason};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::refusals::{RefusalForm, RefusalScope, RefusalWord};
use storage::StorageError;
use storage::consents::{self, StoredConsent};
use storage::ledger::WaitingFor;
use storage::refusal_links::RefusalLink;

use super::view::channels;
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

/// The wording of the page, part of the proof; grows with every change of its meaning.
const PAGE_VERSION: u32 = 2;

impl Services {
    /// Refuses, says that the address is somebody else's, or takes either back, on behalf of whoever holds
    /// the link. It is written with its proof and takes what waits out of every queue at once.
    ///
    /// # Errors
    /// `NotFound` for a link that is none; `Malformed`; `TooManyTries` for changing one's mind too often.
    pub async fn act_on_refusal(
        &self,
        token: &str,
        form: &RefusalForm,
        lang: Lang,
        origin: &Origin,
    ) -> Result<(), ServiceError> {
        let word = form.parse()?;
        let link = self.find_refusal(token, origin).await?;
        let proof = proof(form, &link, lang);
        match word {
            RefusalWord::Refuse(scope) => {
                for channel in chosen(scope, link.channel) {
                    self.refuse_by_link(&link, channel, Class::Commercial, &proof).await?;
                }
            }
            RefusalWord::NotMine => self.report_by_link(&link, proof).await?,
            RefusalWord::Mine => {
                self.count_undo(token).await?;
                self.take_report_back_by_link(&link).await?;
            }
            RefusalWord::Undo => {
                self.count_undo(token).await?;
                for channel in channels(link.channel) {
                    self.undo_by_link(&link, channel, Class::Commercial, &proof).await?;
                }
            }
        }
        Ok(())
    }

    pub(super) async fn refuse_by_link(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
        proof: &str,
    ) -> Result<(), ServiceError> {
        let word = self.word(link, channel, class, (ConsentStatus::Refused, proof)).await?;
        let work = self.db().write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) }));
        work.await?;
        Ok(self.drop_refused(link.company, channel, class, &link.address).await?)
    }

    /// Whatever of the class was held, planned or queued for a refused address ends here.
    pub(crate) async fn drop_refused(
        &self,
        company: CompanyId,
        channel: Channel,
        class: Class,
        address: &str,
    ) -> Result<(), StorageError> {
        let (class, address) = (Some(class), address.to_owned());
        self.skip_waiting(company, WaitingFor { channel, class, address }, SkipReason::Refused).await
    }

    /// Back to what was said before: a consent, or nothing.
    pub(super) async fn undo_by_link(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
        proof: &str,
    ) -> Result<(), ServiceError> {
        let Some(event) = self.made_here(link, channel, class).await? else { return Ok(()) };
        let status = event.before;
        let said = (status.unwrap_or(ConsentStatus::Refused), proof);
        let word = self.word(link, channel, class, said).await?;
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                match status {
                    Some(_) => Ok(consents::record(tx, word).await?),
                    None => Ok(consents::withdraw(tx, &word).await?),
                }
            })
        });
        Ok(work.await?)
    }

    async fn word(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
        (status, proof): (ConsentStatus, &str),
    ) -> Result<StoredConsent, ServiceError> {
        let asked = std::slice::from_ref(&link.address);
        let said = consents::of_addresses(self.db().read(), link.company, channel, class, asked).await?;
        let kind = said.get(&link.address).map_or(RecipientKind::Individual, |word| word.kind);
        Ok(StoredConsent {
            id: self.ids().next_id(),
            company: link.company,
            channel,
            class,
            address: link.address.clone(),
            consent: Consent { kind, status },
            source: ConsentSource::Recipient,
            at: self.now(),
            proof: Some(proof.to_owned()),
        })
    }
}

fn chosen(scope: RefusalScope, own: Channel) -> Vec<Channel> {
    match scope {
        RefusalScope::Channel => vec![own],
        RefusalScope::All => channels(own),
    }
}

/// Through what it was said: the page in its wording and language, or the mailbox's own button.
fn proof(form: &RefusalForm, link: &RefusalLink, lang: Lang) -> String {
    if form.is_one_click() {
        return "RFC 8058 one-click".to_owned();
    }
    format!(
        "refusal page {PAGE_VERSION} ({lang}), link in {}: {}",
        link.channel,
        form.act,
        lang = lang.code()
    )
}
