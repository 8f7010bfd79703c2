use domain::campaigns::CampaignState;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::rights::Right;
use domain::topic::Topic;
use storage::campaigns;
use storage::ledger::{Selected, Selection};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;

impl Services {
    /// Stops what has not left yet; within the undo window that is all of it. What a repeat takes back
    /// leaves the campaign as it was before.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict` when nothing of it can be stopped any more.
    pub async fn cancel_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let found = self.find_campaign(company, campaign).await?;
        let is_repeat = found.round > 1 && found.state == CampaignState::Running;
        if !is_repeat {
            self.note_cancelled(company, campaign).await?;
        }
        let mut after = None;
        loop {
            let which = Selected::Campaign(campaign);
            let of = Selection { company, which, after, limit: STEP };
            let step = self.ledger().cancel(of, Some(actor.user())).await?;
            match step.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        self.live().tell(company, Topic::Campaign(campaign));
        Ok(())
    }

    async fn note_cancelled(&self, company: CompanyId, campaign: CampaignId) -> Result<(), ServiceError> {
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::cancel(tx, company, campaign).await?) }));
        if work.await? { Ok(()) } else { Err(Problem::Conflict.into()) }
    }
}
