//! Sends to many by a member who may not approve wait for somebody who may.

use domain::campaigns::{CampaignState, SendBackForm, SentBack, Submission};
use domain::failure::Problem;
use domain::id::UserId;
use domain::rights::Right;
use storage::campaigns::{self, Campaign};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Whether a launch has to wait for somebody else: a single message needs nobody's approval.
pub(super) fn needs_approval(actor: &Actor, recipients: u32) -> bool {
    recipients > 1 && !actor.rights().has(Right::Approve)
}

/// How many people a launch may reach: what grew since it was checked waits for another launch.
pub(super) fn reach(campaign: &Campaign) -> usize {
    if campaign.approved_by.is_some() { usize::MAX } else { 1 }
}

impl Services {
    /// Makes a send that waits for an approval a draft again: somebody who may approve sends it back, or
    /// whoever asked takes it back. Answers whether the latter.
    ///
    /// # Errors
    /// `Forbidden` for everybody else; `NotFound`; a wrong form; `Conflict` when it does not wait.
    pub async fn send_back(&self, actor: &Actor, form: SendBackForm) -> Result<bool, ServiceError> {
        let company = actor.require(Right::Send)?;
        let (id, note) = form.parse()?;
        let campaign = self.find_campaign(company, id).await?;
        let is_own = asked(&campaign, actor.user());
        if !actor.rights().has(Right::Approve) && !is_own {
            return Err(Problem::Forbidden.into());
        }
        let act = campaigns::SentBack { by: actor.user(), at: self.now(), note };
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::send_back(tx, company, id, act).await?) }));
        if !work.await? {
            return Err(Problem::Conflict.into());
        }
        self.campaign_changed(company, id);
        Ok(is_own)
    }

    /// Who asks for the approval a campaign waits for.
    pub(super) async fn submission(
        &self,
        actor: &Actor,
        campaign: &Campaign,
    ) -> Result<Option<Submission>, ServiceError> {
        match campaign.submitted.filter(|_| campaign.state == CampaignState::Submitted) {
            Some((by, at)) => {
                let is_mine = by == actor.user();
                let by = self.name_of(Some(by)).await?.unwrap_or_default();
                Ok(Some(Submission { by, at, is_mine }))
            }
            None => Ok(None),
        }
    }

    /// Why a campaign is a draft again; nothing of one that its sender took back.
    pub(super) async fn sent_back(&self, campaign: &Campaign) -> Result<Option<SentBack>, ServiceError> {
        let back = campaign.sent_back.as_ref().filter(|_| campaign.state == CampaignState::Draft);
        match back.filter(|back| !asked(campaign, back.by)) {
            Some(back) => {
                let note = back.note.clone().unwrap_or_default();
                let by = self.name_of(Some(back.by)).await?.unwrap_or_default();
                Ok(Some(SentBack { by, at: back.at, note }))
            }
            None => Ok(None),
        }
    }
}

fn asked(campaign: &Campaign, user: UserId) -> bool {
    campaign.submitted.is_some_and(|(by, _)| by == user)
}
