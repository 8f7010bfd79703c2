use domain::campaigns::{CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;
use storage::campaigns;

use super::audience::Sieve;
use super::people::Walk;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Writes the messages of a launched campaign into the ledger, a piece at a time. Can be repeated
    /// after a stop in the middle: each message has its key.
    pub(super) async fn plan_campaign(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let due_at = campaign.release_at.unwrap_or(self.now());
        let pattern = self.pattern(campaign, due_at).await?;
        let mut sieve = Sieve::new(self, company, &pattern.content, &pattern.renderer, walk);
        while let Some(people) = sieve.next().await? {
            if !self.is_planning(company, id).await? {
                return Ok(());
            }
            let messages = self.messages_of(&pattern, &people).await?;
            if !messages.is_empty() {
                self.ledger().plan(messages).await?;
            }
        }
        self.note_planned(company, id, sieve.excluded()).await
    }

    /// Whether nobody stopped the campaign meanwhile.
    async fn is_planning(&self, company: CompanyId, id: CampaignId) -> Result<bool, ServiceError> {
        Ok(self.find_campaign(company, id).await?.state == CampaignState::Planning)
    }

    async fn note_planned(
        &self,
        company: CompanyId,
        id: CampaignId,
        excluded: Vec<Exclusion>,
    ) -> Result<(), ServiceError> {
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(campaigns::finish(tx, company, id, &excluded).await?) })
        });
        work.await?;
        self.live().tell(company, Topic::Campaign(id));
        Ok(())
    }

    /// Goes on with campaigns that were launched and not fully written when the program stopped. One that
    /// cannot be planned, for want of an account, is left for a person and told in the log.
    ///
    /// # Errors
    /// Storage.
    pub async fn resume_planning(&self) -> Result<(), ServiceError> {
        for campaign in campaigns::launched_unfinished(self.db().read()).await? {
            if campaign.state == CampaignState::Planning
                && let Err(error) = self.begin_planning(campaign.company, campaign.id).await
            {
                tracing::error!(%error, campaign = %campaign.id, "a campaign could not be planned");
            }
        }
        Ok(())
    }
}
