//! "This number is not mine": the end of every message to an address, of whatever class.

use domain::contacts::{AddressKind, AddressSource, ContactAddress};
use domain::failure::Problem;
use domain::message::SkipReason;
use domain::refusals::ReportStanding;
use storage::contacts::{self, NotMine};
use storage::refusal_links::RefusalLink;

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Closes the address of a link for its company, whether a card has it or not, and ends what waits.
    pub(super) async fn report_by_link(&self, link: &RefusalLink, proof: String) -> Result<(), ServiceError> {
        let address = address_of(link).ok_or(Problem::Malformed)?;
        let said = NotMine { address: address.clone(), channel: link.channel, proof };
        let by = self.contact_writing(link.company, AddressSource::Inbound);
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { contacts::report(tx, &by, &said).await.map(drop) }));
        work.await?;
        Ok(self.drop_waiting(link.company, &address, SkipReason::Unreachable).await?)
    }

    /// Lets the company write again, unless a member has said something else meanwhile.
    pub(super) async fn take_report_back_by_link(&self, link: &RefusalLink) -> Result<(), ServiceError> {
        let address = address_of(link).ok_or(Problem::Malformed)?;
        let by = self.contact_writing(link.company, AddressSource::Inbound);
        let work = self.db().write(move |tx| {
            Box::pin(async move { contacts::take_report_back(tx, &by, &address).await.map(drop) })
        });
        Ok(work.await?)
    }

    pub(super) async fn report_standing(&self, link: &RefusalLink) -> Result<ReportStanding, ServiceError> {
        let Some(address) = address_of(link) else { return Ok(ReportStanding::Impossible) };
        let reported = contacts::is_reported(self.db().read(), link.company, &address).await?;
        Ok(if reported { ReportStanding::Reported } else { ReportStanding::Open })
    }
}

/// A WhatsApp user id is no number that could be another person's.
fn address_of(link: &RefusalLink) -> Option<ContactAddress> {
    ContactAddress::from_key(AddressKind::of(link.channel), &link.address)
}
