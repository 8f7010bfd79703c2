use domain::campaigns::Exclusion;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;
use storage::campaigns;
use storage::provider_accounts;

use super::audience::people_of;
use super::message::Pattern;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::Renderer;

/// Messages of one write into the ledger.
const PIECE: usize = 500;

impl Services {
    /// Writes the messages of a launched campaign into the ledger. Can be repeated after a stop in the
    /// middle: each message has its key.
    pub(super) async fn plan_campaign(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let content = campaign.content.clone().ok_or(Problem::Required)?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let account = account.ok_or(Problem::NoAccount)?.id;
        let renderer = Renderer::compile(&content.subject, &content.body)?;
        let people = people_of(campaign.channel, &campaign.audience);
        let selected = self.select(company, &content, &renderer, people).await?;
        let mail = self.keep_mail(company, &content).await?;
        let due_at = campaign.release_at.unwrap_or(self.now());
        let pattern = Pattern { campaign, content, renderer, account, mail, due_at };
        for piece in selected.people.chunks(PIECE) {
            let messages =
                piece.iter().map(|person| pattern.message(person)).collect::<Result<Vec<_>, _>>()?;
            self.ledger().plan(messages).await?;
        }
        self.note_planned(company, id, selected.excluded).await
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

    /// Goes on with campaigns that were launched and not fully written when the program stopped.
    ///
    /// # Errors
    /// Storage.
    pub async fn resume_planning(&self) -> Result<(), ServiceError> {
        for campaign in campaigns::launched_unfinished(self.db().read()).await? {
            if campaign.state == domain::campaigns::CampaignState::Planning {
                self.plan_campaign(campaign.company, campaign.id).await?;
            }
        }
        Ok(())
    }
}
