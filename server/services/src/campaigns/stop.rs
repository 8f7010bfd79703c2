use domain::failure::Problem;
use domain::id::CampaignId;
use domain::rights::Right;
use domain::topic::Topic;
use storage::campaigns;
use storage::ledger::{Cursor, MessageFilter, Resend, Selected, Selection};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;

impl Services {
    /// Stops what has not left yet; within the undo window that is all of it.
    ///
    /// # Errors
    /// `Forbidden`; `Conflict` when nothing of it can be stopped any more.
    pub async fn cancel_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(campaigns::cancel(tx, company, campaign).await?) }));
        if !work.await? {
            return Err(Problem::Conflict.into());
        }
        let mut after = None;
        loop {
            let which = Selected::Campaign(campaign);
            let of = Selection { company, which, after, limit: STEP };
            let step = self.ledger().cancel(of, Some(actor.user())).await?;
            match step.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        self.live().tell(company, Topic::Campaign(campaign));
        Ok(())
    }

    /// Sends once more to those it did not reach; each of them gets it once, however often this is asked.
    /// Answers how many.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn resend_failed(&self, actor: &Actor, campaign: CampaignId) -> Result<u32, ServiceError> {
        let company = actor.require(Right::Send)?;
        self.find_campaign(company, campaign).await?;
        let states = vec![domain::message::State::Failed, domain::message::State::Expired];
        let filter = MessageFilter { states, campaign: Some(campaign), ..MessageFilter::default() };
        let (mut cursor, mut resent) = (Cursor::Newest, 0);
        loop {
            let page = self.ledger().list_messages(company, &filter, cursor, STEP).await?;
            for row in page.rows {
                let resend = Resend {
                    message: row.id,
                    account: None,
                    due_at: self.now(),
                    expires_at: None,
                    created_by: Some(actor.user()),
                    approved_by: None,
                    via: actor.via(),
                };
                resent += u32::from(self.ledger().resend(company, resend).await?.is_new);
            }
            match page.next {
                Some(next) => cursor = next,
                None => return Ok(resent),
            }
        }
    }
}
