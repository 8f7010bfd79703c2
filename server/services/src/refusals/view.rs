use domain::failure::Problem;
use domain::message::{Channel, Class};
use domain::messages::{ConsentSource, ConsentStatus};
use domain::refusals::{ChannelWord, RefusalView, mask_address};
use storage::companies::{self, Company};
use storage::consents::{self, ConsentEvent};
use storage::refusal_links::RefusalLink;

use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What the page behind a refusal link shows. Looking changes nothing: mail scanners look, too.
    ///
    /// # Errors
    /// `NotFound` for a link that is none; `TooManyTries` after many of them.
    pub async fn view_refusal(&self, token: &str, origin: &Origin) -> Result<RefusalView, ServiceError> {
        let link = self.find_refusal(token, origin).await?;
        let company = companies::find(self.db().read(), link.company).await?.ok_or(Problem::NotFound)?;
        let (mut words, mut can_undo) = (Vec::new(), false);
        for channel in channels(link.channel) {
            let said = self.said(&link, channel, Class::Commercial).await?;
            words.push(ChannelWord { channel, refused: said == Some(ConsentStatus::Refused) });
            can_undo |= self.made_here(&link, channel, Class::Commercial).await?.is_some();
        }
        Ok(RefusalView {
            about: about(&company),
            company: company.trade_name.unwrap_or(company.name),
            address: mask_address(&link.address),
            channel: link.channel,
            words,
            can_undo,
            report: self.report_standing(&link).await?,
        })
    }

    pub(super) async fn find_refusal(
        &self,
        token: &str,
        origin: &Origin,
    ) -> Result<RefusalLink, ServiceError> {
        let found = self.open_refusal(token).await;
        if found.as_ref().is_err_and(|error| error.problem() == Some(Problem::NotFound)) {
            self.count_wrong_link(origin).await?;
        }
        found
    }

    /// The last word of the link's address about a class on a channel.
    pub(super) async fn said(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
    ) -> Result<Option<ConsentStatus>, ServiceError> {
        let asked = std::slice::from_ref(&link.address);
        let said = consents::of_addresses(self.db().read(), link.company, channel, class, asked).await?;
        Ok(said.get(&link.address).map(|word| word.status))
    }

    /// The refusal of a channel that its owner made and can take back.
    pub(super) async fn made_here(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
    ) -> Result<Option<ConsentEvent>, ServiceError> {
        let (db, address) = (self.db().read(), link.address.as_str());
        let last = consents::last_event(db, link.company, channel, class, address).await?;
        Ok(last.filter(|event| {
            event.source == ConsentSource::Recipient
                && event.status == Some(ConsentStatus::Refused)
                && event.before != Some(ConsentStatus::Refused)
        }))
    }
}

/// The channels that reach the same address, its own first.
pub(super) fn channels(own: Channel) -> Vec<Channel> {
    match own {
        Channel::Sms => vec![Channel::Sms, Channel::Whatsapp],
        Channel::Whatsapp => vec![Channel::Whatsapp, Channel::Sms],
        Channel::Email => vec![Channel::Email],
    }
}

/// Who writes, as the law lets people know: a craftsman's national id is no part of it.
pub(super) fn about(company: &Company) -> Vec<String> {
    let mersis = company.mersis.as_ref().map(|number| format!("MERSİS {number}"));
    let rest = [company.address.clone(), company.phone.clone(), company.kep.clone()];
    mersis.into_iter().chain(rest.into_iter().flatten()).collect()
}
