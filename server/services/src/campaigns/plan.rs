use domain::campaigns::{CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;
use storage::ledger::NewMessage;
use storage::{StorageError, campaigns};
use tokio::task::JoinHandle;

use super::audience::Sieve;
use super::people::Walk;
use crate::error::ServiceError;
use crate::services::Services;

/// One piece on its way into the ledger, while the next one is made ready.
#[derive(Default)]
struct Writing(Option<JoinHandle<Result<(), StorageError>>>);

impl Writing {
    fn begin(&mut self, services: &Services, messages: Vec<NewMessage>) {
        if !messages.is_empty() {
            let services = services.clone();
            let work = async move { services.ledger().plan(messages).await.map(drop) };
            self.0 = Some(tokio::spawn(work));
        }
    }

    async fn end(&mut self) -> Result<(), ServiceError> {
        match self.0.take() {
            Some(work) => Ok(work.await.unwrap_or(Err(StorageError::Panicked))?),
            None => Ok(()),
        }
    }
}

impl Services {
    /// Writes the messages of a launched campaign into the ledger, a piece at a time. Can be repeated
    /// after a stop in the middle: each message has its key.
    pub(super) async fn plan_campaign(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let due_at = campaign.release_at.unwrap_or(self.now());
        let pattern = self.pattern(campaign, due_at).await?;
        let mut sieve = Sieve::start(self, company, &pattern.content, &pattern.renderer, walk).await?;
        let mut writing = Writing::default();
        while let Some(people) = sieve.next().await? {
            let messages = self.messages_of(&pattern, &people).await?;
            writing.end().await?;
            if !self.is_planning(company, id).await? {
                return Ok(());
            }
            writing.begin(self, messages);
        }
        writing.end().await?;
        self.note_planned(company, id, sieve.excluded()).await
    }

    /// Whether nobody stopped the campaign meanwhile.
    async fn is_planning(&self, company: CompanyId, id: CampaignId) -> Result<bool, ServiceError> {
        let state = campaigns::state_of(self.db().read(), company, id).await?;
        Ok(state == Some(CampaignState::Planning))
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
