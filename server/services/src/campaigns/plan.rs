use std::time::Duration;

use domain::campaigns::{CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId};
use domain::message::HoldReason;
use domain::time::Timestamp;
use storage::campaigns::LeftOutPerson;
use storage::ledger::{FirstState, NewMessage, Selected};
use storage::{StorageError, campaigns};
use tokio::task::JoinHandle;

use super::approval::reach;
use super::audience::Sieve;
use super::late::late_before;
use super::people::Walk;
use crate::error::ServiceError;
use crate::services::Services;

/// One piece on its way into the ledger, while the next one is made ready.
#[derive(Default)]
struct Writing(Option<JoinHandle<Result<(), StorageError>>>);

/// Whom a piece of a walk leaves out; the first of them has the place `first`.
struct LeftOutPiece {
    company: CompanyId,
    campaign: CampaignId,
    first: u32,
    people: Vec<LeftOutPerson>,
}

impl Writing {
    fn begin(&mut self, services: &Services, messages: Vec<NewMessage>, left_out: LeftOutPiece) {
        let services = services.clone();
        self.0 = Some(tokio::spawn(async move {
            if !messages.is_empty() {
                services.ledger().plan(messages).await?;
            }
            services.note_left_out(left_out).await
        }));
    }

    async fn end(&mut self) -> Result<(), ServiceError> {
        match self.0.take() {
            Some(work) => Ok(work.await.unwrap_or(Err(StorageError::Panicked))?),
            None => Ok(()),
        }
    }
}

/// How long the writing of a campaign is somebody's without being renewed.
const LEASE: Duration = Duration::from_secs(60);

impl Services {
    /// Until when whoever begins to write a campaign now has it.
    pub(super) fn planning_lease(&self) -> Timestamp {
        self.now() + LEASE
    }

    /// Writes the messages of a launched campaign into the ledger, a piece at a time. Can be repeated
    /// after a stop in the middle: each message has its key. One that should have left long ago is written
    /// as held.
    pub(super) async fn plan_campaign(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let (due_at, mut reach) = (campaign.release_at.unwrap_or(self.now()), reach(&campaign));
        let is_late = due_at < late_before(self.now());
        let mut pattern = self.pattern(campaign, due_at).await?;
        if is_late {
            pattern.state = FirstState::Held(HoldReason::FoundLate);
        }
        let mut sieve = Sieve::start(self, company, &pattern.content, &pattern.renderer, walk).await?;
        let mut writing = Writing::default();
        let (mut lease, mut listed) = (Timestamp::EPOCH, 0);
        while let Some(mut people) = sieve.next().await? {
            people.truncate(reach);
            reach -= people.len();
            let messages = self.messages_of(&pattern, &people).await?;
            let left_out =
                LeftOutPiece { company, campaign: id, first: listed, people: sieve.take_left_out() };
            listed += u32::try_from(left_out.people.len()).unwrap_or_default();
            writing.end().await?;
            if !self.is_planning(company, id, &mut lease).await? {
                return self.cancel_rest(company, id).await;
            }
            writing.begin(self, messages, left_out);
        }
        writing.end().await?;
        let state = if is_late { CampaignState::Held } else { CampaignState::Running };
        self.note_planned(company, id, state, sieve.excluded(), listed).await
    }

    async fn note_left_out(&self, piece: LeftOutPiece) -> Result<(), StorageError> {
        if piece.people.is_empty() {
            return Ok(());
        }
        let LeftOutPiece { company, campaign, first, people } = piece;
        let work = self.db().write(move |tx| {
            Box::pin(async move { campaigns::put_left_out(tx, company, campaign, first, &people).await })
        });
        work.await
    }

    /// Cancels what was written while the others were cancelled.
    async fn cancel_rest(&self, company: CompanyId, id: CampaignId) -> Result<(), ServiceError> {
        let state = campaigns::state_of(self.db().read(), company, id).await?;
        if state == Some(CampaignState::Cancelled) {
            self.cancel_all(company, Selected::Campaign(id), None).await?;
        }
        Ok(())
    }

    /// Whether nobody stopped the campaign meanwhile. Keeps its writing ours when half of the time is over.
    async fn is_planning(
        &self,
        company: CompanyId,
        id: CampaignId,
        lease: &mut Timestamp,
    ) -> Result<bool, ServiceError> {
        if *lease > self.now() + LEASE / 2 {
            let state = campaigns::state_of(self.db().read(), company, id).await?;
            return Ok(state == Some(CampaignState::Planning));
        }
        let until = self.planning_lease();
        *lease = until;
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::keep(tx, company, id, until).await?) }));
        Ok(work.await?)
    }

    async fn note_planned(
        &self,
        company: CompanyId,
        id: CampaignId,
        to: CampaignState,
        excluded: Vec<Exclusion>,
        listed: u32,
    ) -> Result<(), ServiceError> {
        let work = self.db().write(move |tx| {
            Box::pin(async move { campaigns::finish(tx, company, id, to, &excluded, listed).await })
        });
        if !work.await? {
            self.cancel_rest(company, id).await?;
        }
        self.campaign_changed(company, id);
        Ok(())
    }

    /// Goes on, beside the caller, with campaigns that were launched and that nobody writes any more. One
    /// that cannot be planned, for want of an account, is told in the log and tried again.
    ///
    /// # Errors
    /// Storage.
    pub(crate) async fn resume_planning(&self) -> Result<(), ServiceError> {
        for (company, id) in campaigns::unplanned(self.db().read(), self.now()).await? {
            let (now, until) = (self.now(), self.planning_lease());
            let work = self.db().write(move |tx| {
                Box::pin(async move { Ok(campaigns::claim(tx, company, id, now, until).await?) })
            });
            if work.await? {
                drop(self.plan_beside(company, id));
            }
        }
        Ok(())
    }

    /// Writes a campaign in a task of its own, which no caller's end interrupts.
    pub(super) fn plan_beside(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> JoinHandle<Result<(), ServiceError>> {
        let services = self.clone();
        tokio::spawn(async move {
            let planned = services.plan_campaign(company, id).await;
            if let Err(error) = &planned {
                tracing::error!(%error, campaign = %id, "a campaign was not fully planned");
            }
            planned
        })
    }
}
