use std::collections::HashMap;

use domain::campaigns::ResendForm;
use domain::failure::Problem;
use domain::id::{AccountId, CampaignId, CompanyId, MessageId};
use domain::message::{Channel, FailureReason};
use domain::messages::needs_window;
use domain::provider_accounts::PriceUnit;
use domain::time::Timestamp;
use storage::ledger::{Body, Reason, Resend, Selected, Unreached};
use storage::{StorageError, campaigns, limits};

use super::launch::UNDO;
use crate::actor::Actor;
use crate::engine::address_key;
use crate::error::ServiceError;
use crate::limits::not_planned;
use crate::messages::{Carriers, Windows};
use crate::services::Services;

/// Messages of one step.
pub(super) const STEP: u32 = 500;

impl Services {
    /// Sends once more to those it did not reach and may reach this time, after the undo window; each of
    /// them gets it once, however often this is asked. Answers how many.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; `NotFound`; `NoAccount`; `NobodyToSend` when none of the addresses
    /// can be used any more, and of a WhatsApp text when none of the people has written for a day; `Conflict`
    /// while something of it waits, when nobody is left, or when the page showed another number of people;
    /// `LimitReached` and `CampaignTooLarge` when all of them together pass a limit of the company.
    pub async fn resend_failed(&self, actor: &Actor, form: ResendForm) -> Result<u32, ServiceError> {
        let company = actor.require_to_send()?;
        let id = form.parse()?;
        let view = self.get_campaign(actor, id).await?;
        if !view.may_resend() {
            return Err(Problem::Conflict.into());
        }
        form.check(view.may_pass())?;
        let carriers = self.carriers(company, view.channel).await?;
        if carriers.are_none() {
            return Err(Problem::NoAccount.into());
        }
        let release_at = self.now() + UNDO;
        let content = view.content.as_ref();
        let unit = content
            .and_then(|content| PriceUnit::of_message(content.channel, content.class, content.is_template()));
        let asked = self.repeat_of(company, id, view.channel, (&carriers, unit)).await?;
        let now = self.now();
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let begins = campaigns::begin_round(tx, company, id, release_at).await?;
                if begins.is_some() {
                    limits::reserve(tx, company, id, asked, now).await?;
                }
                Ok(begins)
            })
        });
        let round = work.await.map_err(|error| not_planned(error, actor))?.ok_or(Problem::Conflict)?;
        let again = Round { company, id, round, channel: view.channel, carriers, unit, release_at };
        let (services, acting) = (self.clone(), actor.clone());
        let work = tokio::spawn(async move {
            let resent = services.resend_all(&acting, &again).await;
            // What was sent is told all the same: a reservation that stays only counts too much today.
            if let Err(error) = services.give_back_rest(company, id).await {
                tracing::error!(%error, "what a repeat reserved was not given back");
            }
            resent
        });
        let resent = work.await.unwrap_or(Err(StorageError::Panicked.into()))?;
        self.campaign_changed(company, id);
        Ok(resent)
    }

    /// Plans a round a piece at a time, until it is through or somebody takes it back.
    async fn resend_all(&self, actor: &Actor, again: &Round) -> Result<u32, ServiceError> {
        let (mut after, mut resent) = (None, 0);
        while self.is_open(again).await? {
            let step = self.ledger().unreached(again.company, again.id, after, STEP).await?;
            let Some(last) = step.last() else {
                return if resent > 0 { Ok(resent) } else { Err(Problem::NobodyToSend.into()) };
            };
            after = Some(last.message);
            resent += self.resend_some(actor, again, step).await?;
        }
        // What was planned while the others were taken back.
        self.cancel_all(again.company, Selected::Repeats(again.id), Some(actor.user())).await?;
        Ok(0)
    }

    async fn resend_some(
        &self,
        actor: &Actor,
        again: &Round,
        unreached: Vec<Unreached>,
    ) -> Result<u32, ServiceError> {
        let ids: Vec<_> = unreached.iter().map(|one| one.message).collect();
        let bodies = self.ledger().load_bodies(&ids).await?;
        let recipients = bodies.values().map(|body| body.recipient.clone()).collect();
        let lost = self.lost_recipients(again.company, again.channel, recipients).await?;
        let is_lost =
            |one: &Unreached| bodies.get(&one.message).is_none_or(|body| lost.contains_key(&body.recipient));
        let windows = self.windows_of(again, &unreached, &bodies).await?;
        let is_closed = |one: &Unreached| {
            window_of(again, one, &bodies).is_some_and(|(_, account, key)| !windows.are_open(account, &key))
        };
        let hopeful = unreached.into_iter().filter(|one| may_pass(one) && !is_lost(one) && !is_closed(one));
        let batch = hopeful.map(|one| Resend {
            message: one.message,
            undone: one.undone,
            account: again.carriers.instead_of(one.account),
            cost: again.carriers.cost(one.account, again.unit, text_of(&bodies, one.message)),
            due_at: again.release_at,
            expires_at: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: actor.via(),
        });
        let planned = self.ledger().resend(again.company, batch.collect()).await?;
        Ok(u32::try_from(planned.iter().filter(|one| one.is_new).count()).unwrap_or(u32::MAX))
    }

    /// The open windows of those to whom texts that are no templates would go.
    async fn windows_of(
        &self,
        again: &Round,
        unreached: &[Unreached],
        bodies: &HashMap<MessageId, Body>,
    ) -> Result<Windows, StorageError> {
        let asked: Vec<_> = unreached.iter().filter_map(|one| window_of(again, one, bodies)).collect();
        self.windows(asked, self.now()).await
    }

    async fn is_open(&self, again: &Round) -> Result<bool, ServiceError> {
        Ok(campaigns::is_open(self.db().read(), again.company, again.id, again.round).await?)
    }
}

/// One time of sending once more.
struct Round {
    company: CompanyId,
    id: CampaignId,
    round: i32,
    channel: Channel,
    carriers: Carriers,
    unit: Option<PriceUnit>,
    release_at: Timestamp,
}

/// Whose window a message waits for when it is repeated; `None` for one that waits for none.
fn window_of(
    again: &Round,
    one: &Unreached,
    bodies: &HashMap<MessageId, Body>,
) -> Option<(CompanyId, AccountId, String)> {
    let body = bodies.get(&one.message).filter(|body| needs_window(again.channel, body.params.is_some()))?;
    Some((again.company, again.carriers.of(one.account)?, address_key(again.channel, &body.recipient)))
}

/// The text of a message; empty for what has none of its own.
pub(super) fn text_of(bodies: &HashMap<MessageId, Body>, message: MessageId) -> &str {
    bodies.get(&message).and_then(|body| body.text.as_deref()).unwrap_or_default()
}

pub(super) fn may_pass(one: &Unreached) -> bool {
    failure_of(one.reason).may_pass()
}

/// What a message failed with, as far as anybody knows.
pub(super) const fn failure_of(reason: Option<Reason>) -> FailureReason {
    match reason {
        Some(Reason::Failure(reason)) => reason,
        _ => FailureReason::Unknown,
    }
}
