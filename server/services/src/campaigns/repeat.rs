//! What sending a campaign once more counts as.

use domain::id::{CampaignId, CompanyId};
use domain::limits::Asked;
use domain::message::Channel;
use domain::money::Money;
use domain::provider_accounts::PriceUnit;
use storage::limits;

use super::resend::{STEP, may_pass, text_of};
use crate::error::ServiceError;
use crate::messages::Carriers;
use crate::services::Services;

impl Services {
    /// The messages of everybody it did not reach and may reach this time, with what they cost through the
    /// carriers of now.
    pub(super) async fn repeat_of(
        &self,
        company: CompanyId,
        id: CampaignId,
        channel: Channel,
        (carriers, unit): (&Carriers, Option<PriceUnit>),
    ) -> Result<Asked, ServiceError> {
        // Only what is counted in parts has to be read to know what it costs.
        let reads = unit == Some(PriceUnit::SmsPart) && carriers.charge(unit);
        let (mut after, mut messages, mut cost) = (None, 0, None::<Money>);
        loop {
            let step = self.ledger().unreached(company, id, after, STEP).await?;
            let Some(last) = step.last() else {
                return Ok(Asked { channel, messages, cost, is_campaign: true });
            };
            after = Some(last.message);
            let ids: Vec<_> = step.iter().map(|one| one.message).filter(|_| reads).collect();
            let bodies = self.ledger().load_bodies(&ids).await?;
            for one in step.iter().filter(|one| may_pass(one)) {
                messages += 1;
                cost = add(cost, carriers.cost(one.account, unit, text_of(&bodies, one.message)));
            }
        }
    }

    /// Gives back what was counted for a repeat and not written, whyever.
    pub(super) async fn give_back_rest(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> Result<(), ServiceError> {
        let work = self.db().write(move |tx| Box::pin(async move { limits::release(tx, company, id).await }));
        Ok(work.await?)
    }
}

/// The sum of two estimates; amounts of another currency are left out.
fn add(sum: Option<Money>, more: Option<Money>) -> Option<Money> {
    match (sum, more) {
        (Some(sum), Some(more)) => Some(sum.checked_add(more).unwrap_or(sum)),
        (sum, more) => sum.or(more),
    }
}
