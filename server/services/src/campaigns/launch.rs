use std::time::Duration;

use domain::campaigns::{CampaignState, LaunchForm, changed_meanwhile};
use domain::failure::{Failure, Problem};
use domain::id::{CampaignId, CompanyId};
use domain::limits::Asked;
use domain::rights::Right;
use domain::time::Timestamp;
use storage::campaigns::{self, Campaign, Launch, Submit};
use storage::{StorageError, limits};

use super::approval::needs_approval;
use super::audience::Sieve;
use super::people::Walk;
use super::review::promotion_in;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::limits::not_planned;
use crate::services::Services;

/// How long everything can be taken back after a launch.
pub(super) const UNDO: Duration = Duration::from_secs(10);

/// People of a campaign whose messages are written before its launch answers.
const AT_ONCE: u32 = 2_000;

impl Services {
    /// Launches a draft, once: its messages are written into the ledger and leave after the undo window,
    /// or at the chosen time. Launching again answers the same campaign and changes nothing. A draft for
    /// many by somebody who may not approve waits instead, and leaves when somebody who may launches it.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; a wrong form; `NoAccount`; `NobodyToSend`; `Conflict` when other
    /// people would get it than the page said, or the draft was changed since; `ProfileIncomplete` for a
    /// commercial message of a company that does not say who it is; `LimitReached` and `CampaignTooLarge`
    /// when all of it together passes a limit of the company; `TooLong`; `TemplateUnusable`;
    /// `ReadsLikePromotion` for an informational text nobody looked at again.
    pub async fn launch_campaign(&self, actor: &Actor, form: LaunchForm) -> Result<CampaignId, ServiceError> {
        let company = actor.require_to_send()?;
        let now = self.now();
        let (id, mut scheduled_at) = form.parse(now)?;
        let campaign = self.find_campaign(company, id).await?;
        let waits = campaign.state == CampaignState::Submitted && actor.rights().has(Right::Approve);
        if campaign.state != CampaignState::Draft && !waits {
            return Ok(id);
        }
        let author = campaign.submitted.filter(|_| waits).map(|(by, _)| by);
        if waits && form.version.is_empty() {
            // A program that names no time keeps the one that was chosen.
            scheduled_at = scheduled_at.or(campaign.scheduled_at.filter(|at| *at > now));
        }
        let version = campaign.version;
        form.check_version(version)?;
        let release_at = scheduled_at.unwrap_or(now + UNDO);
        let asked = self.check_launch(campaign, &form, release_at).await?;
        if needs_approval(actor, asked.messages) {
            let act = Submit { at: now, by: actor.user(), scheduled_at, version };
            return self.submit_campaign(company, id, act).await;
        }
        let (by, lease_until) = (author.unwrap_or(actor.user()), self.planning_lease());
        let approved_by = actor.rights().has(Right::Approve).then_some(actor.user());
        let act = Launch { at: now, by, approved_by, scheduled_at, release_at, version, lease_until };
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let is_first = campaigns::launch(tx, company, id, act).await?;
                if is_first {
                    limits::reserve(tx, company, id, asked, now).await?;
                }
                Ok(is_first)
            })
        });
        if work.await.map_err(|error| not_planned(error, actor))? {
            self.campaign_changed(company, id);
            self.begin_planning(company, id).await?;
        } else {
            self.check_was_launched(company, id).await?;
        }
        Ok(id)
    }

    /// Lets a draft wait for somebody who may approve it.
    async fn submit_campaign(
        &self,
        company: CompanyId,
        id: CampaignId,
        act: Submit,
    ) -> Result<CampaignId, ServiceError> {
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::submit(tx, company, id, act).await?) }));
        match work.await? {
            true => self.campaign_changed(company, id),
            false => self.check_was_launched(company, id).await?,
        }
        Ok(id)
    }

    /// Refuses when a launch changed nothing because the draft is another one by now.
    async fn check_was_launched(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        match campaigns::state_of(self.db().read(), company, id).await? {
            Some(CampaignState::Draft) => Err(changed_meanwhile().into()),
            _ => Ok(()),
        }
    }

    /// Writes a small campaign at once and a large one beside the request. What a stop interrupts goes on
    /// by itself.
    async fn begin_planning(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let writing = self.plan_beside(company, id);
        if self.people_named(&campaign).await? <= AT_ONCE {
            return writing.await.unwrap_or(Err(StorageError::Panicked.into()));
        }
        Ok(())
    }

    /// Refuses what would reach nobody, or others than the page said, and what the law forbids, before
    /// anything is written.
    async fn check_launch(
        &self,
        campaign: Campaign,
        form: &LaunchForm,
        due_at: Timestamp,
    ) -> Result<Asked, ServiceError> {
        let company = campaign.company;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let pattern = self.pattern(campaign, due_at).await?;
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
        form.check(recipients)?;
        let cost = pattern.tariff.of_many(recipients, sieve.parts());
        Ok(Asked { channel: pattern.content.channel, messages: recipients, cost, is_campaign: true })
    }
}
