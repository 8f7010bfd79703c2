//! What is done with many messages at once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, MessageId};
use domain::message::{Channel, HoldReason, State};
use domain::messages::{Bulk, BulkAct, BulkDone, BulkForm, BulkPreview, MessageChoice};
use domain::rights::Right;
use domain::time::Timestamp;
use serde_json::json;
use storage::StorageError;
use storage::ledger::{
    Body, Cursor, MessageFilter, MessageRow, OpenTo, Release, Resend, Selected, Selection,
};

use super::list::filter_of;
use super::resend::{Carriers, window_of};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::limits::not_planned;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;
/// Messages whose treatment the answer waits for; more are treated beside it.
const AT_ONCE: u32 = 2_000;

impl Services {
    /// How many messages a bulk act would treat now.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`; a wrong form; `NotFound` when there is none.
    pub async fn preview_bulk(&self, actor: &Actor, form: &BulkForm) -> Result<BulkPreview, ServiceError> {
        let (company, bulk) = understood(actor, form)?;
        let asked = self.now();
        let count = self.count_bulk(company, &filter(&bulk, asked)).await?;
        if count == 0 {
            Err(Problem::NotFound.into())
        } else {
            Ok(BulkPreview { act: bulk.act, count, asked })
        }
    }

    /// Treats messages made before the number was told, as far as they can still be treated so. Many are
    /// treated beside the answer; what a stop of the program interrupts stays as it is and can be asked for
    /// again. Noted in the audit log.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`; a wrong form; `Conflict` when there is
    /// none, or at `count` when there are more than were told; `NoAccount` where nothing can be sent
    /// through; `LimitReached`.
    pub async fn act_on_messages(&self, actor: &Actor, form: &BulkForm) -> Result<BulkDone, ServiceError> {
        let (company, bulk) = understood(actor, form)?;
        let filter = filter(&bulk, form.told_at()?.min(self.now()));
        let count = self.count_bulk(company, &filter).await?;
        form.check(count)?;
        if count == 0 {
            return Err(Problem::Conflict.into());
        }
        self.note_bulk(actor, company, &bulk, count).await?;
        let work = Work { services: self.clone(), actor: actor.clone(), company, act: bulk.act, filter };
        let work = tokio::spawn(work.run());
        if count > AT_ONCE {
            return Ok(BulkDone { act: bulk.act, count, goes_on: true });
        }
        let treated = work.await.unwrap_or(Err(StorageError::Panicked.into()))?;
        Ok(BulkDone { act: bulk.act, count: treated, goes_on: false })
    }

    async fn count_bulk(&self, company: CompanyId, filter: &MessageFilter) -> Result<u32, ServiceError> {
        let count = self.ledger().count_messages(company, filter).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn note_bulk(
        &self,
        actor: &Actor,
        company: CompanyId,
        bulk: &Bulk,
        count: u32,
    ) -> Result<(), ServiceError> {
        let filter = match &bulk.choice {
            MessageChoice::Picked(_) => None,
            MessageChoice::All(filter) => Some(filter),
        };
        let details = json!({ "count": count, "filter": filter });
        let change = Change::of_company(company, action(bulk.act), company, details);
        let (services, by) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { record_change(tx, &services, &by, change).await }));
        work.await
    }
}

/// What somebody may do, in their company. What lets messages leave needs accepted terms beside the right.
fn understood(actor: &Actor, form: &BulkForm) -> Result<(CompanyId, Bulk), Failure> {
    let (company, bulk) = (actor.require(Right::Send)?, form.parse()?);
    match bulk.act {
        BulkAct::Resend | BulkAct::Release => Ok((actor.require_to_send()?, bulk)),
        BulkAct::Cancel | BulkAct::Hold => Ok((company, bulk)),
    }
}

const fn action(act: BulkAct) -> &'static str {
    match act {
        BulkAct::Resend => "messages.resent",
        BulkAct::Cancel => "messages.cancelled",
        BulkAct::Hold => "messages.held",
        BulkAct::Release => "messages.released",
    }
}

/// Those of the chosen messages, made before an instant, that can be treated so.
fn filter(bulk: &Bulk, before: Timestamp) -> MessageFilter {
    let chosen = match &bulk.choice {
        MessageChoice::Picked(ids) => MessageFilter { among: ids.clone(), ..MessageFilter::default() },
        MessageChoice::All(query) => filter_of(query.select()),
    };
    let may = treatable(bulk.act);
    let states: Vec<_> = may
        .iter()
        .filter(|state| chosen.states.is_empty() || chosen.states.contains(state))
        .copied()
        .collect();
    let open_to = match bulk.act {
        BulkAct::Resend => Some(OpenTo::Resend),
        BulkAct::Release => Some(OpenTo::Release),
        BulkAct::Cancel | BulkAct::Hold => None,
    };
    // A filter for other states than these finds nothing, and no states would be all of them.
    let nothing = if states.is_empty() { Some(Timestamp::EPOCH) } else { None };
    let states = if states.is_empty() { may.to_vec() } else { states };
    MessageFilter { states, open_to, to: nothing.or(Some(before)), ..chosen }
}

/// The states in which a message can be treated so.
const fn treatable(act: BulkAct) -> &'static [State] {
    match act {
        BulkAct::Resend => &[State::Failed, State::Expired],
        BulkAct::Cancel => &[State::Planned, State::Queued, State::Held],
        BulkAct::Hold => &[State::Planned, State::Queued],
        BulkAct::Release => &[State::Held],
    }
}

/// A bulk act on its way.
struct Work {
    services: Services,
    actor: Actor,
    company: CompanyId,
    act: BulkAct,
    filter: MessageFilter,
}

impl Work {
    /// Treats a piece after the other, newest first; how many were treated.
    async fn run(self) -> Result<u32, ServiceError> {
        let treated = self.treat_all().await;
        if let Err(error) = &treated {
            tracing::warn!(%error, act = %self.act, "a bulk act broke off");
        }
        treated
    }

    async fn treat_all(&self) -> Result<u32, ServiceError> {
        let (mut at, mut treated) = (Some(Cursor::Newest), 0u64);
        let mut senders = Senders::default();
        while let Some(cursor) = at {
            let ledger = self.services.ledger();
            let page = ledger.list_messages(self.company, &self.filter, cursor, STEP).await?;
            at = page.next;
            if !page.rows.is_empty() {
                treated += self.treat(page.rows, &mut senders).await?;
            }
        }
        Ok(u32::try_from(treated).unwrap_or(u32::MAX))
    }

    async fn treat(&self, rows: Vec<MessageRow>, senders: &mut Senders) -> Result<u64, ServiceError> {
        let (ledger, by) = (self.services.ledger(), Some(self.actor.user()));
        if self.act == BulkAct::Resend {
            return self.resend(rows, senders).await;
        }
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let of = |ids: Vec<MessageId>| Selection {
            company: self.company,
            which: Selected::Messages(ids),
            after: None,
            limit: STEP,
        };
        let moved = match self.act {
            BulkAct::Cancel => ledger.cancel(of(ids), by).await?.moved,
            BulkAct::Hold => ledger.hold(of(ids), HoldReason::ByPerson, by).await?.moved,
            BulkAct::Release | BulkAct::Resend => {
                let mut moved = 0;
                for reason in [HoldReason::ByPerson, HoldReason::Restored] {
                    let how = Release { held_for: Some(reason), ..Release::default() };
                    moved += ledger.release(of(ids.clone()), how, by).await?.moved;
                }
                moved
            }
        };
        Ok(moved)
    }

    /// Plans repeats; addresses that cannot be used any more are passed over, and those of WhatsApp texts
    /// whose people have not written for a day.
    async fn resend(&self, rows: Vec<MessageRow>, senders: &mut Senders) -> Result<u64, ServiceError> {
        let (services, ids): (_, Vec<_>) = (&self.services, rows.iter().map(|row| row.id).collect());
        let bodies = services.ledger().load_bodies(&ids).await?;
        let mut batch = Vec::with_capacity(rows.len());
        for channel in Channel::ALL {
            let own: Vec<_> = rows.iter().filter(|row| row.channel == *channel).collect();
            if own.is_empty() {
                continue;
            }
            let carriers = senders.of(services, self.company, *channel).await?;
            let recipients = own.iter().map(|row| row.recipient.clone()).collect();
            let lost = services.lost_recipients(self.company, *channel, recipients).await?;
            let hopeful = own.into_iter().filter(|row| !lost.contains_key(&row.recipient));
            let hopeful: Vec<_> = hopeful.filter_map(|row| Some((row, bodies.get(&row.id)?))).collect();
            let window = |(row, body): &(&MessageRow, &Body)| window_of(self.company, carriers, row, body);
            let asked: Vec<_> = hopeful.iter().filter_map(window).collect();
            let windows = services.windows(asked, services.now()).await?;
            let is_open = |one: &(&MessageRow, &Body)| {
                window(one).is_none_or(|(_, account, address)| windows.are_open(account, &address))
            };
            let open = hopeful.into_iter().filter(is_open);
            batch.extend(open.map(|(row, body)| services.repeat(&self.actor, carriers, row, body)));
        }
        self.plan(batch).await
    }

    async fn plan(&self, batch: Vec<Resend>) -> Result<u64, ServiceError> {
        let planned = self.services.ledger().resend(self.company, batch.clone()).await;
        let planned = planned.map_err(|error| not_planned(error, &self.actor))?;
        let mut resent = 0;
        for (planned, repeat) in planned.into_iter().zip(batch) {
            // The repeat that is there already may have been taken back: this one is another.
            if !planned.is_new {
                self.services.resend_past_undone(&self.actor, self.company, repeat).await?;
            }
            resent += 1;
        }
        Ok(resent)
    }
}

/// What each channel's messages are sent once more through.
#[derive(Default)]
struct Senders(HashMap<Channel, Carriers>);

impl Senders {
    async fn of(
        &mut self,
        services: &Services,
        company: CompanyId,
        channel: Channel,
    ) -> Result<&Carriers, ServiceError> {
        match self.0.entry(channel) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let carriers = services.carriers(company, channel).await?;
                if carriers.are_none() { Err(Problem::NoAccount.into()) } else { Ok(place.insert(carriers)) }
            }
        }
    }
}
