use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, ContentId, MessageId, UserId};
use domain::message::{FailureReason, HoldReason, SkipReason, State};
use domain::search::RecipientRange;
use domain::time::{Date, Timestamp};
use sea_orm::ConnectionTrait as _;

use super::gather::plan_together;
use super::handle::Haste::{First, Lazy, Ordinary};
use super::handle::SqlLedger;
use super::statement::is_sqlite;
use super::{
    claim, content, counts, doubt, list, nodes, pending, read, recipient, recover, reports, settle, stop,
    sweep, unreached, wire,
};
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
    ClaimOrder, Claimed, Departure, Ended, Exchange, Exchanged, GiveBack, NodeLease, Recovered, Settled,
    Settlement,
};
use crate::ledger::signals::Signals;
use crate::ledger::standing::{Move, Note, Standing};
use crate::ledger::stopping::{Movable, Release, Selection, Step};
use crate::metrics::{Answers, News};

type Outcome<T> = Result<T, StorageError>;

#[async_trait]
impl Ledger for SqlLedger {
    fn signals(&self) -> &Signals {
        self.own_signals()
    }

    async fn plan(&self, batch: Vec<NewMessage>) -> Outcome<Vec<Planned>> {
        plan_together(self, batch).await
    }

    async fn resend(&self, company: CompanyId, batch: Vec<Resend>) -> Outcome<Vec<Planned>> {
        let ids: Vec<_> = batch.iter().map(|resend| resend.message).collect();
        let mut found = read::messages(self.reader(), company, &ids).await?;
        let again = batch.into_iter().map(|resend| {
            let first = found.remove(&resend.message).ok_or(StorageError::NotFound("message"))?;
            Ok(resend.of(company, first))
        });
        self.plan(again.collect::<Outcome<_>>()?).await
    }

    async fn save_content(&self, company: CompanyId, kept: Content) -> Outcome<ContentId> {
        self.write(Ordinary, move |desk| Box::pin(content::save(desk, company, kept))).await
    }

    async fn release(&self, of: Selection, how: Release, actor: Option<UserId>) -> Outcome<Step> {
        let cause = decide::release_cause(&of, &how, actor);
        self.move_chosen(of, Movable::release(&how), move |row, now| {
            decide::release(row, &how, Note::new(cause, now).by(actor))
        })
        .await
    }

    async fn hold(&self, of: Selection, reason: HoldReason, actor: Option<UserId>) -> Outcome<Step> {
        let cause = decide::hold_cause(reason);
        self.move_chosen(of, Movable::HOLD, move |row, now| {
            decide::stop(row, State::Held, Some(Reason::Hold(reason)), Note::new(cause, now).by(actor))
        })
        .await
    }

    async fn hold_instead(
        &self,
        of: Selection,
        from: HoldReason,
        to: HoldReason,
        actor: Option<UserId>,
    ) -> Outcome<Step> {
        let cause = decide::hold_cause(to);
        self.move_chosen(of, Movable::held(from), move |row, now| {
            decide::hold_instead(row, from, to, Note::new(cause, now).by(actor))
        })
        .await
    }

    async fn cancel(&self, of: Selection, actor: Option<UserId>) -> Outcome<Step> {
        let cause = decide::cancel_cause(&of);
        self.move_chosen(of, Movable::CANCEL, move |row, now| {
            decide::stop(row, State::Cancelled, None, Note::new(cause, now).by(actor))
        })
        .await
    }

    async fn skip(&self, of: Selection, reason: SkipReason) -> Outcome<Step> {
        self.move_chosen(of, Movable::CANCEL, move |row, now| decide::skip(row, reason, now)).await
    }

    async fn claim(&self, order: ClaimOrder) -> Outcome<Vec<Claimed>> {
        let turn = self.next_turn();
        // A lease that a power failure undoes is one that nobody has used: departures wait for the disk.
        self.write(Lazy, move |desk| Box::pin(claim::claim(desk, order, turn))).await
    }

    async fn load_bodies(&self, messages: &[MessageId]) -> Outcome<HashMap<MessageId, Body>> {
        content::bodies(self.reader(), messages).await
    }

    async fn arrived(&self, messages: &[MessageId]) -> Outcome<HashSet<MessageId>> {
        read::arrived(self.reader(), messages).await
    }

    async fn load_contents(&self, contents: &[ContentId]) -> Outcome<HashMap<ContentId, Content>> {
        content::contents(self.reader(), contents).await
    }

    async fn put_on_wire(&self, departures: Vec<Departure>) -> Outcome<Vec<AttemptId>> {
        let left = self.write(First, move |desk| Box::pin(wire::put_on_wire(desk, departures))).await?;
        self.metrics().left(left.len());
        Ok(left)
    }

    async fn settle(&self, settlements: Vec<Settlement>) -> Outcome<Vec<Settled>> {
        let answers = Answers::of(&settlements);
        let settled = self.write(First, move |desk| Box::pin(settle::settle(desk, settlements))).await?;
        self.metrics().settled(&answers);
        Ok(settled)
    }

    async fn give_back(&self, backs: Vec<GiveBack>) -> Outcome<u64> {
        self.write(First, move |desk| Box::pin(settle::give_back(desk, backs))).await
    }

    async fn exchange(&self, exchange: Exchange) -> Outcome<Exchanged> {
        let answers = Answers::of(&exchange.settlements);
        let exchanged = self.write(First, move |desk| Box::pin(settle::exchange(desk, exchange))).await?;
        self.metrics().settled(&answers);
        self.metrics().left(exchanged.left.len());
        Ok(exchanged)
    }

    async fn next_due(&self, accounts: &[AccountId]) -> Outcome<Option<Timestamp>> {
        counts::next_due(self.reader(), accounts).await
    }

    async fn apply_reports(&self, batch: Vec<Report>) -> Outcome<Vec<ReportResult>> {
        let found = reports::find(self.reader(), &batch).await?;
        let news = News::of(&batch, self.now());
        let applied =
            self.write(Ordinary, move |desk| Box::pin(pending::apply_or_keep(desk, batch, found))).await?;
        self.metrics().reported(&news);
        Ok(applied)
    }

    async fn retry_reports(&self, limit: u32) -> Outcome<u64> {
        let waiting = pending::due(self.reader(), self.now(), limit).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let reports: Vec<_> = waiting.iter().map(|one| one.report.clone()).collect();
        let found = reports::find(self.reader(), &reports).await?;
        self.write(Ordinary, move |desk| Box::pin(pending::retry(desk, waiting, found))).await
    }

    async fn awaited_reports(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<AwaitedReport>> {
        read::awaited(self.reader(), (company, account), before, limit).await
    }

    async fn expire_unreported(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Timestamp,
        limit: u32,
    ) -> Outcome<u64> {
        let ids = sweep::unreported(self.reader(), (company, account), before, limit).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        self.write(Ordinary, move |desk| Box::pin(sweep::give_up_waiting(desk, ids, before))).await
    }

    async fn expire_overdue(&self, limit: u32) -> Outcome<u64> {
        let ids = sweep::overdue(self.reader(), self.now(), limit).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        self.write(Ordinary, move |desk| Box::pin(sweep::expire(desk, ids))).await
    }

    async fn recover(&self, limit: u32) -> Outcome<Recovered> {
        let ids = recover::lost(self.reader(), self.now(), limit).await?;
        if ids.is_empty() {
            return Ok(Recovered::default());
        }
        self.write(First, move |desk| Box::pin(recover::recover(desk, ids))).await
    }

    async fn in_doubt(&self, after: Option<MessageId>, limit: u32) -> Outcome<Vec<DoubtfulMessage>> {
        doubt::in_doubt(self.reader(), after, limit).await
    }

    async fn resolve_doubt(&self, resolutions: Vec<Resolution>) -> Outcome<Vec<MessageId>> {
        self.write(Ordinary, move |desk| Box::pin(doubt::resolve(desk, resolutions))).await
    }

    async fn take_node(&self, holder: i64, until: Timestamp, ended: Ended) -> Outcome<NodeLease> {
        self.write(First, move |desk| Box::pin(nodes::take(desk, holder, until, ended))).await
    }

    async fn renew_node(&self, lease: NodeLease, until: Timestamp, latest: Timestamp) -> Outcome<bool> {
        self.write(First, move |desk| Box::pin(nodes::renew(desk, lease, until, latest))).await
    }

    async fn extend(&self) -> Outcome<()> {
        if is_sqlite(self.reader()) {
            return Ok(());
        }
        let seconds = self.now().seconds();
        let sql = format!("SELECT extend_ledger(to_timestamp({seconds}), 3)");
        Ok(self.reader().execute_unprepared(&sql).await.map(drop)?)
    }

    async fn list_messages(
        &self,
        company: CompanyId,
        filter: &MessageFilter,
        cursor: Cursor,
        limit: u32,
    ) -> Outcome<MessagePage> {
        list::list(self.reader(), company, filter, cursor, limit).await
    }

    async fn count_messages(&self, company: CompanyId, filter: &MessageFilter) -> Outcome<u64> {
        list::count(self.reader(), company, filter).await
    }

    async fn messages_to(
        &self,
        company: CompanyId,
        recipients: &RecipientRange,
        limit: u32,
    ) -> Outcome<Vec<MessageRow>> {
        recipient::messages_to(self.reader(), company, recipients, limit).await
    }

    async fn message(&self, company: CompanyId, message: MessageId) -> Outcome<Option<MessageView>> {
        read::message(self.reader(), company, message).await
    }

    async fn messages(
        &self,
        company: CompanyId,
        messages: &[MessageId],
    ) -> Outcome<HashMap<MessageId, MessageView>> {
        read::messages(self.reader(), company, messages).await
    }

    async fn history(&self, company: CompanyId, message: MessageId) -> Outcome<HistoryView> {
        read::history(self.reader(), company, message).await
    }

    async fn day_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayCount>> {
        counts::days(self.reader(), company, (first, last)).await
    }

    async fn author_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<AuthorCount>> {
        counts::authors(self.reader(), company, (first, last)).await
    }

    async fn day_outcomes(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayOutcome>> {
        counts::day_outcomes(self.reader(), company, (first, last)).await
    }

    async fn state_totals(&self, company: CompanyId) -> Outcome<Vec<(State, i64)>> {
        counts::totals(self.reader(), company).await
    }

    async fn failure_counts(
        &self,
        company: CompanyId,
        from: Timestamp,
    ) -> Outcome<Vec<(FailureReason, i64)>> {
        counts::failures(self.reader(), company, from).await
    }

    async fn campaign_counts(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>> {
        counts::campaigns(self.reader(), company, campaigns).await
    }

    async fn campaign_replaced(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>> {
        unreached::replaced(self.reader(), company, campaigns).await
    }

    async fn campaign_failures(
        &self,
        company: CompanyId,
        campaign: CampaignId,
    ) -> Outcome<Vec<(Option<Reason>, i64)>> {
        unreached::reasons(self.reader(), company, campaign).await
    }

    async fn unreached(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<Unreached>> {
        unreached::page(self.reader(), company, campaign, (after, limit)).await
    }
}

impl SqlLedger {
    /// Looks for the messages beside the writer, then moves those that may still be moved.
    async fn move_chosen<F>(&self, of: Selection, movable: Movable, decide: F) -> Outcome<Step>
    where
        F: Fn(Standing, Timestamp) -> Option<Move> + Send + Sync + 'static,
    {
        let chosen = stop::select(self.reader(), &of, movable).await?;
        if chosen.is_empty() {
            return Ok(Step::default());
        }
        self.write(Ordinary, move |desk| {
            let now = desk.now;
            Box::pin(stop::move_chosen(desk, of, chosen, move |row| decide(row, now)))
        })
        .await
    }
}
