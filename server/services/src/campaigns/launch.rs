use std::time::Duration;

use domain::campaigns::{CampaignState, LaunchForm};
use domain::failure::{Failure, Problem};
use domain::id::{CampaignId, CompanyId};
use domain::rights::Right;
use storage::campaigns::{self, Launch};

use super::audience::Sieve;
use super::people::Walk;
use super::review::promotion_in;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// How long everything can be taken back after a launch.
pub(super) const UNDO: Duration = Duration::from_secs(10);

/// People of a campaign whose messages are written before its launch answers.
const AT_ONCE: u32 = 2_000;

impl Services {
    /// Launches a draft, once: its messages are written into the ledger and leave after the undo window,
    /// or at the chosen time. Launching again answers the same campaign and changes nothing.
    ///
    /// # Errors
    /// `Forbidden`; a wrong form; `NoAccount`; `NobodyToSend`; `Conflict` when other people would get it than
    /// the page said; `ProfileIncomplete` for a commercial message of a company that does not say who it is;
    /// `TooLong`; `TemplateUnusable`; `ReadsLikePromotion` for an informational text nobody looked at again.
    pub async fn launch_campaign(&self, actor: &Actor, form: LaunchForm) -> Result<CampaignId, ServiceError> {
        let company = actor.require(Right::Send)?;
        let now = self.now();
        let (id, scheduled_at) = form.parse(now)?;
        let campaign = self.find_campaign(company, id).await?;
        if campaign.state != CampaignState::Draft {
            return Ok(id);
        }
        self.check_launch(company, id, &form).await?;
        let release_at = scheduled_at.unwrap_or(now + UNDO);
        let act = Launch { at: now, by: actor.user(), scheduled_at, release_at };
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::launch(tx, company, id, act).await?) }));
        if work.await? {
            self.begin_planning(company, id).await?;
        }
        Ok(id)
    }

    /// Writes a small campaign at once and a large one beside the request. What a stop interrupts goes on
    /// at the next start.
    pub(super) async fn begin_planning(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        if self.people_named(&campaign).await? <= AT_ONCE {
            return self.plan_campaign(company, id).await;
        }
        let services = self.clone();
        tokio::spawn(async move {
            if let Err(error) = services.plan_campaign(company, id).await {
                tracing::error!(%error, campaign = %id, "a campaign was not fully planned");
            }
        });
        Ok(())
    }

    /// Refuses what would reach nobody, or others than the page said, and what the law forbids, before
    /// anything is written.
    async fn check_launch(
        &self,
        company: CompanyId,
        id: CampaignId,
        form: &LaunchForm,
    ) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let pattern = self.pattern(campaign, self.now()).await?;
        self.check_template(company, &pattern.content).await?;
        self.check_length(company, &pattern.content).await?;
        if !form.was_looked_at() && !promotion_in(&pattern.content).is_empty() {
            return Err(Failure::field("informs_only", Problem::ReadsLikePromotion).into());
        }
        let mut sieve = Sieve::start(self, company, &pattern.content, &pattern.renderer, walk).await?;
        let mut recipients = 0u32;
        while let Some(people) = sieve.next().await? {
            recipients = recipients.saturating_add(u32::try_from(people.len()).unwrap_or(u32::MAX));
        }
        if recipients == 0 {
            return Err(Problem::NobodyToSend.into());
        }
        Ok(form.check(recipients)?)
    }
}
