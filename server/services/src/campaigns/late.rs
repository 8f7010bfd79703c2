//! Campaigns that should have left long ago: nobody was there to send them, or they could not be planned.

use std::time::Duration;

use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId, UserId};
use domain::message::HoldReason;
use domain::time::Timestamp;
use storage::ledger::{Release, Selected, Selection};
use storage::{StorageError, campaigns};

use super::launch::UNDO;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// How late a campaign may leave without a person being asked.
const LATE: Duration = Duration::from_secs(30 * 60);
/// Messages of one step.
const STEP: u32 = 500;

/// What should have left before this instant is late.
pub(crate) fn late_before(now: Timestamp) -> Timestamp {
    now - LATE
}

impl Services {
    /// Holds the campaigns of which something should have left long ago.
    ///
    /// # Errors
    /// Storage.
    pub(crate) async fn hold_late(&self) -> Result<(), ServiceError> {
        let before = late_before(self.now());
        let work = self.db().write(move |tx| Box::pin(async move { campaigns::hold_late(tx, before).await }));
        let held = work.await?;
        if held > 0 {
            tracing::warn!(held, "campaigns were found late and ask a person");
        }
        Ok(())
    }

    /// Sends a campaign that was found late, after the undo window. Can be repeated when it was
    /// interrupted.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; `NotFound`; `Conflict` when it is not held.
    pub async fn send_late(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require_to_send()?;
        self.find_campaign(company, campaign).await?;
        let at = self.now() + UNDO;
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(campaigns::release_at(tx, company, campaign, at).await?) })
        });
        if !work.await? {
            return Err(Problem::Conflict.into());
        }
        let (services, user) = (self.clone(), actor.user());
        let work = async move { services.release_late(company, campaign, at, user).await };
        tokio::spawn(work).await.unwrap_or(Err(StorageError::Panicked))?;
        self.campaign_changed(company, campaign);
        Ok(())
    }

    async fn release_late(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        at: Timestamp,
        user: UserId,
    ) -> Result<(), StorageError> {
        for reason in [HoldReason::FoundLate, HoldReason::Restored] {
            let how = Release { held_for: Some(reason), due_at: Some(at), ..Release::default() };
            let mut of = Selection { company, which: Selected::Campaign(campaign), after: None, limit: STEP };
            loop {
                let step = self.ledger().release(of.clone(), how, Some(user)).await?;
                match step.next {
                    Some(next) => of.after = Some(next),
                    None => break,
                }
            }
        }
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::go_on(tx, company, campaign).await?) }));
        work.await.map(drop)
    }
}
