use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, ContentId, MessageId, UserId};
use domain::message::{Cause, FailureReason, HoldReason, SkipReason, State};
use domain::search::RecipientRange;
use domain::time::{Date, Timestamp};

use super::handle::SimulatedLedger;
use crate::error::StorageError;
use crate::ledger::contract::Ledger;
use crate::ledger::decide;
use crate::ledger::history::HistoryView;
use crate::ledger::page::{
    AuthorCount, Cursor, DayCount, DayOutcome, MessageFilter, MessagePage, MessageRow, MessageView, Unreached,
};
use crate::ledger::planning::{Body, Content, NewMessage, Planned, Resend};
use crate::ledger::reason::Reason;
use crate::ledger::reporting::{AwaitedReport, DoubtfulMessage, Report, ReportResult, Resolution};
use crate::ledger::sending::{
    ClaimOrder, Claimed, Departure, Ended, GiveBack, NodeLease, Recovered, Settled, Settlement,
};
use crate::ledger::signals::Signals;
use crate::ledger::standing::{Move, Note, Standing};
use crate::ledger::stopping::{Movable, Release, Selected, Selection, Step};

type Outcome<T> = Result<T, StorageError>;

#[async_trait]
impl Ledger for SimulatedLedger {
    fn signals(&self) -> &Signals {
        &self.signals
    }

    async fn plan(&self, batch: Vec<NewMessage>) -> Outcome<Vec<Planned>> {
        self.change(|book| book.plan(&self.ids, self.now(), batch))
    }

    async fn resend(&self, company: CompanyId, batch: Vec<Resend>) -> Outcome<Vec<Planned>> {
        let again = batch.into_iter().map(|resend| {
            let first = self.look(|book| book.message(company, resend.message));
            Ok(resend.of(company, first.ok_or(StorageError::NotFound("message"))?))
        });
        self.plan(again.collect::<Outcome<_>>()?).await
    }

    async fn save_content(&self, company: CompanyId, content: Content) -> Outcome<ContentId> {
        Ok(self.change(|book| {
            let kept = book.contents.iter().find(|(_, kept)| **kept == (company, content.clone()));
            let id = kept.map_or_else(|| ContentId::from_i64(self.ids.next_id()), |(id, _)| *id);
            book.contents.insert(id, (company, content));
            id
        }))
    }

    async fn release(&self, of: Selection, how: Release, actor: Option<UserId>) -> Outcome<Step> {
        let cause = decide::release_cause(&of, &how, actor);
        Ok(self.step(of, Movable::release(&how), |row, now| {
            decide::release(row, &how, Note::new(cause, now).by(actor))
        }))
    }

    async fn hold(&self, of: Selection, reason: HoldReason, actor: Option<UserId>) -> Outcome<Step> {
        let (cause, reason) = (decide::hold_cause(reason), Some(Reason::Hold(reason)));
        Ok(self.step(of, Movable::HOLD, |row, now| {
            decide::stop(row, State::Held, reason, Note::new(cause, now).by(actor))
        }))
    }

    async fn hold_instead(
        &self,
        of: Selection,
        from: HoldReason,
        to: HoldReason,
        actor: Option<UserId>,
    ) -> Outcome<Step> {
        let cause = decide::hold_cause(to);
        Ok(self.step(of, Movable::held(from), |row, now| {
            decide::hold_instead(row, from, to, Note::new(cause, now).by(actor))
        }))
    }

    async fn cancel(&self, of: Selection, actor: Option<UserId>) -> Outcome<Step> {
        let cause = decide::cancel_cause(&of);
        Ok(self.step(of, Movable::CANCEL, |row, now| {
            decide::stop(row, State::Cancelled, None, Note::new(cause, now).by(actor))
        }))
    }

    async fn skip(&self, of: Selection, reason: SkipReason) -> Outcome<Step> {
        Ok(self.step(of, Movable::CANCEL, |row, now| decide::skip(row, reason, now)))
    }

    async fn claim(&self, order: ClaimOrder) -> Outcome<Vec<Claimed>> {
        let turn = self.next_turn();
        Ok(self.change(|book| book.claim(&self.ids, self.now(), order, turn)))
    }

    async fn load_bodies(&self, messages: &[MessageId]) -> Outcome<HashMap<MessageId, Body>> {
        let body = |lines: &super::book::Book, id| Some((id, lines.lines.get(&id)?.new.body.clone()));
        Ok(self.look(|book| messages.iter().filter_map(|id| body(book, *id)).collect()))
    }

    async fn arrived(&self, messages: &[MessageId]) -> Outcome<HashSet<MessageId>> {
        let has = |book: &super::book::Book, id| {
            book.standing(id).is_some_and(|at| matches!(at.state, State::Delivered | State::Read))
        };
        Ok(self.look(|book| messages.iter().copied().filter(|id| has(book, *id)).collect()))
    }

    async fn load_contents(&self, contents: &[ContentId]) -> Outcome<HashMap<ContentId, Content>> {
        Ok(self.look(|book| {
            let found = contents.iter().filter_map(|id| Some((*id, book.contents.get(id)?.1.clone())));
            found.collect()
        }))
    }

    async fn put_on_wire(&self, departures: Vec<Departure>) -> Outcome<Vec<AttemptId>> {
        Ok(self.change(|book| book.put_on_wire(&self.ids, self.now(), departures)))
    }

    async fn settle(&self, settlements: Vec<Settlement>) -> Outcome<Vec<Settled>> {
        let now = self.now();
        Ok(self.change(|book| settlements.iter().map(|one| book.settle(&self.ids, now, one)).collect()))
    }

    async fn give_back(&self, backs: Vec<GiveBack>) -> Outcome<u64> {
        let now = self.now();
        let count = self.change(|book| {
            let given = backs.iter().filter(|back| book.give_back(&self.ids, now, back));
            given.count()
        });
        Ok(count as u64)
    }

    async fn next_due(&self, accounts: &[AccountId]) -> Outcome<Option<Timestamp>> {
        Ok(self.look(|book| book.next_due(accounts)))
    }

    async fn apply_reports(&self, reports: Vec<Report>) -> Outcome<Vec<ReportResult>> {
        let now = self.now();
        Ok(self.change(|book| {
            reports.into_iter().map(|report| book.apply_or_keep(&self.ids, now, report)).collect()
        }))
    }

    async fn retry_reports(&self, limit: u32) -> Outcome<u64> {
        Ok(self.change(|book| book.retry_reports(&self.ids, self.now(), limit)))
    }

    async fn awaited_reports(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<AwaitedReport>> {
        Ok(self.look(|book| book.awaited((company, account), before, limit)))
    }

    async fn expire_unreported(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Timestamp,
        limit: u32,
    ) -> Outcome<u64> {
        let wanted = |at: &Standing| {
            at.company == company
                && at.account == Some(account)
                && at.changed_at < before
                && matches!(at.state, State::Accepted | State::Sent)
        };
        Ok(self.sweep(limit, wanted, decide::give_up_waiting))
    }

    async fn expire_overdue(&self, limit: u32) -> Outcome<u64> {
        let now = self.now();
        let wanted = |at: &Standing| matches!(at.state, State::Planned | State::Held) && at.has_expired(now);
        Ok(self.sweep(limit, wanted, |row, now| {
            decide::stop(row, State::Expired, None, Note::new(Cause::ValidityOver, now))
        }))
    }

    async fn recover(&self, limit: u32) -> Outcome<Recovered> {
        Ok(self.change(|book| book.recover(&self.ids, self.now(), limit)))
    }

    async fn in_doubt(&self, after: Option<MessageId>, limit: u32) -> Outcome<Vec<DoubtfulMessage>> {
        Ok(self.look(|book| book.in_doubt(after, limit)))
    }

    async fn resolve_doubt(&self, resolutions: Vec<Resolution>) -> Outcome<Vec<MessageId>> {
        let now = self.now();
        Ok(self.change(|book| {
            let moved = resolutions.iter().flat_map(|end| {
                let moved = book.move_all(&self.ids, vec![end.message], |row| decide::resolve(row, end, now));
                if !moved.is_empty() {
                    book.name_attempt(end.attempt, end.provider_ref.as_deref());
                }
                moved
            });
            moved.collect()
        }))
    }

    async fn take_node(&self, holder: i64, until: Timestamp, ended: Ended) -> Outcome<NodeLease> {
        self.change(|book| book.take_node(self.now(), holder, until, &ended))
    }

    async fn renew_node(&self, lease: NodeLease, until: Timestamp, latest: Timestamp) -> Outcome<bool> {
        Ok(self.change(|book| book.renew_node(lease, until, latest)))
    }

    async fn extend(&self) -> Outcome<()> {
        Ok(())
    }

    async fn list_messages(
        &self,
        company: CompanyId,
        filter: &MessageFilter,
        cursor: Cursor,
        limit: u32,
    ) -> Outcome<MessagePage> {
        Ok(self.look(|book| book.list(company, filter, cursor, limit)))
    }

    async fn count_messages(&self, company: CompanyId, filter: &MessageFilter) -> Outcome<u64> {
        Ok(self.look(|book| book.count(company, filter)))
    }

    async fn messages_to(
        &self,
        company: CompanyId,
        recipients: &RecipientRange,
        limit: u32,
    ) -> Outcome<Vec<MessageRow>> {
        Ok(self.look(|book| book.messages_to(company, recipients, limit)))
    }

    async fn message(&self, company: CompanyId, message: MessageId) -> Outcome<Option<MessageView>> {
        Ok(self.look(|book| book.message(company, message)))
    }

    async fn messages(
        &self,
        company: CompanyId,
        messages: &[MessageId],
    ) -> Outcome<HashMap<MessageId, MessageView>> {
        let found = self.look(|book| {
            let views = messages.iter().filter_map(|id| book.message(company, *id));
            views.map(|view| (view.row.id, view)).collect()
        });
        Ok(found)
    }

    async fn history(&self, company: CompanyId, message: MessageId) -> Outcome<HistoryView> {
        Ok(self.look(|book| book.history(company, message)))
    }

    async fn day_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayCount>> {
        Ok(self.look(|book| book.day_counts(company, first, last)))
    }

    async fn author_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<AuthorCount>> {
        Ok(self.look(|book| book.author_counts(company, first, last)))
    }

    async fn day_outcomes(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayOutcome>> {
        Ok(self.look(|book| book.day_outcomes(company, first, last)))
    }

    async fn state_totals(&self, company: CompanyId) -> Outcome<Vec<(State, i64)>> {
        Ok(self.look(|book| book.state_totals(company)))
    }

    async fn failure_counts(
        &self,
        company: CompanyId,
        from: Timestamp,
    ) -> Outcome<Vec<(FailureReason, i64)>> {
        Ok(self.look(|book| book.failure_counts(company, from)))
    }

    async fn campaign_counts(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>> {
        Ok(self.look(|book| {
            let of = |id: &CampaignId| named(*id, book.campaign_counts(company, *id));
            campaigns.iter().flat_map(of).collect()
        }))
    }

    async fn campaign_replaced(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>> {
        Ok(self.look(|book| {
            let of = |id: &CampaignId| named(*id, book.campaign_replaced(company, *id));
            campaigns.iter().flat_map(of).collect()
        }))
    }

    async fn campaign_failures(
        &self,
        company: CompanyId,
        campaign: CampaignId,
    ) -> Outcome<Vec<(Option<Reason>, i64)>> {
        Ok(self.look(|book| book.campaign_failures(company, campaign)))
    }

    async fn unreached(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<Unreached>> {
        let found = self.look(|book| book.unreached(company, campaign));
        let beyond = found.into_iter().filter(|one| Some(one.message) > after);
        Ok(beyond.take(limit as usize).collect())
    }
}

fn named(id: CampaignId, counts: Vec<(State, i64)>) -> Vec<(CampaignId, State, i64)> {
    counts.into_iter().map(|(state, count)| (id, state, count)).collect()
}

impl SimulatedLedger {
    fn step(
        &self,
        of: Selection,
        movable: Movable,
        decide: impl Fn(Standing, Timestamp) -> Option<Move>,
    ) -> Step {
        let now = self.now();
        let by_account = matches!(of.which, Selected::Account(_));
        let of = if by_account { Selection { after: None, ..of } } else { of };
        self.change(|book| {
            let chosen = book.select(&of, movable);
            let is_full = chosen.len() >= of.limit as usize;
            let next = chosen.last().copied().filter(|_| is_full);
            let own = |row: Standing| decide(row, now).filter(|_| row.company == of.company);
            Step { moved: book.move_all(&self.ids, chosen, own).len() as u64, next }
        })
    }

    fn sweep(
        &self,
        limit: u32,
        wanted: impl Fn(&Standing) -> bool,
        decide: impl Fn(Standing, Timestamp) -> Option<Move>,
    ) -> u64 {
        let now = self.now();
        self.change(|book| {
            let found = book.ids_where(limit, wanted);
            book.move_all(&self.ids, found, |row| decide(row, now)).len() as u64
        })
    }
}
