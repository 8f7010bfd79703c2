use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId, MessageId, UserId};
use domain::rights::Right;
use storage::StorageError;
use storage::campaigns::{self, Stopped};
use storage::ledger::{Selected, Selection};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;

impl Services {
    /// Stops what has not left yet; within the undo window that is all of it. What a repeat takes back
    /// leaves the campaign as it was before. Once noted it goes on whatever becomes of the asker, and what
    /// it does not find, because a worker has it in hand, does not leave either; asking again goes on.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict` when nothing of it can be stopped any more.
    pub async fn cancel_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        self.find_campaign(company, campaign).await?;
        let before = MessageId::from_i64(self.ids().next_id());
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { campaigns::stop(tx, company, campaign, before).await }));
        let which = match work.await?.ok_or(Problem::Conflict)? {
            Stopped::Everything => Selected::Campaign(campaign),
            Stopped::Repeats => Selected::Repeats(campaign),
        };
        let (services, user) = (self.clone(), actor.user());
        let work = async move { services.cancel_all(company, which, Some(user)).await };
        tokio::spawn(work).await.unwrap_or(Err(StorageError::Panicked))?;
        self.campaign_changed(company, campaign);
        Ok(())
    }

    /// Cancels what waits, a piece at a time.
    pub(super) async fn cancel_all(
        &self,
        company: CompanyId,
        which: Selected,
        by: Option<UserId>,
    ) -> Result<(), StorageError> {
        let mut of = Selection { company, which, after: None, limit: STEP };
        loop {
            let step = self.ledger().cancel(of.clone(), by).await?;
            if step.next.is_none() {
                return Ok(());
            }
            of.after = step.next;
        }
    }
}
