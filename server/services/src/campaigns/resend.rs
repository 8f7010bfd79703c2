use domain::campaigns::ResendForm;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::message::FailureReason;
use domain::rights::Right;
use domain::time::Timestamp;
use domain::topic::Topic;
use storage::campaigns;
use storage::ledger::{Reason, Resend, Unreached};

use super::launch::UNDO;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;

impl Services {
    /// Sends once more to those it did not reach and may reach this time, after the undo window; each of
    /// them gets it once, however often this is asked. Answers how many.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict` while something of it waits, when nobody is left, or when the
    /// page showed another number of people.
    pub async fn resend_failed(&self, actor: &Actor, form: ResendForm) -> Result<u32, ServiceError> {
        let company = actor.require(Right::Send)?;
        let id = form.parse()?;
        let view = self.get_campaign(actor, id).await?;
        if !view.may_resend() {
            return Err(Problem::Conflict.into());
        }
        form.check(view.may_pass())?;
        let release_at = self.now() + UNDO;
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(campaigns::begin_round(tx, company, id, release_at).await?) })
        });
        if !work.await? {
            return Err(Problem::Conflict.into());
        }
        let resent = self.resend_all(actor, company, id, release_at).await?;
        self.live().tell(company, Topic::Campaign(id));
        Ok(resent)
    }

    async fn resend_all(
        &self,
        actor: &Actor,
        company: CompanyId,
        id: CampaignId,
        due_at: Timestamp,
    ) -> Result<u32, ServiceError> {
        let (mut after, mut resent) = (None, 0);
        loop {
            let step = self.ledger().unreached(company, id, after, STEP).await?;
            let Some(last) = step.last() else { return Ok(resent) };
            after = Some(last.message);
            for one in step.into_iter().filter(may_pass) {
                let resend = Resend {
                    message: one.message,
                    undone: one.undone,
                    account: None,
                    due_at,
                    expires_at: None,
                    created_by: Some(actor.user()),
                    approved_by: None,
                    via: actor.via(),
                };
                resent += u32::from(self.ledger().resend(company, resend).await?.is_new);
            }
        }
    }
}

fn may_pass(one: &Unreached) -> bool {
    failure_of(one.reason).may_pass()
}

/// What a message failed with, as far as anybody knows.
pub(super) const fn failure_of(reason: Option<Reason>) -> FailureReason {
    match reason {
        Some(Reason::Failure(reason)) => reason,
        _ => FailureReason::Unknown,
    }
}
