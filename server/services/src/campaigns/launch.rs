use std::time::Duration;

use domain::campaigns::{CampaignState, LaunchForm};
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::rights::Right;
use storage::campaigns::{self, Launch};
use storage::provider_accounts;

use super::audience::people_of;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::Renderer;

/// How long everything can be taken back after a launch.
pub(super) const UNDO: Duration = Duration::from_secs(10);

impl Services {
    /// Launches a draft, once: its messages are written into the ledger and leave after the undo window,
    /// or at the chosen time. Launching again answers the same campaign and changes nothing.
    ///
    /// # Errors
    /// `Forbidden`; a wrong form; `NoAccount`; `NobodyToSend`.
    pub async fn launch_campaign(&self, actor: &Actor, form: LaunchForm) -> Result<CampaignId, ServiceError> {
        let company = actor.require(Right::Send)?;
        let now = self.now();
        let (id, scheduled_at) = form.parse(now)?;
        let campaign = self.find_campaign(company, id).await?;
        if campaign.state != CampaignState::Draft {
            return Ok(id);
        }
        self.check_launch(company, id).await?;
        let release_at = scheduled_at.unwrap_or(now + UNDO);
        let act = Launch { at: now, by: actor.user(), scheduled_at, release_at };
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::launch(tx, company, id, act).await?) }));
        if work.await? {
            self.plan_campaign(company, id).await?;
        }
        Ok(id)
    }

    /// Refuses what would reach nobody, before anything is written.
    async fn check_launch(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let content = campaign.content.ok_or(Problem::Required)?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        account.ok_or(Problem::NoAccount)?;
        let renderer = Renderer::compile(&content.subject, &content.body)?;
        let people = people_of(campaign.channel, &campaign.audience);
        let selected = self.select(company, &content, &renderer, people).await?;
        if selected.people.is_empty() { Err(Problem::NobodyToSend.into()) } else { Ok(()) }
    }
}
