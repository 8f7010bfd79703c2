use std::collections::{HashMap, HashSet};
use std::fmt::Debug;

use async_trait::async_trait;
use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, ContentId, MessageId, UserId};
use domain::message::{FailureReason, HoldReason, SkipReason, State};
use domain::search::RecipientRange;
use domain::time::{Date, Timestamp};

use super::history::HistoryView;
use super::page::{
    AuthorCount, Cursor, DayCount, DayOutcome, MessageFilter, MessagePage, MessageRow, MessageView, Unreached,
};
use super::planning::{Body, Content, NewMessage, Planned, Resend};
use super::reason::Reason;
use super::reporting::{AwaitedReport, DoubtfulMessage, Report, ReportResult, Resolution};
use super::sending::{
    ClaimOrder, Claimed, Departure, Ended, Exchange, Exchanged, GiveBack, NodeLease, Recovered, Settled,
    Settlement,
};
use super::signals::Signals;
use super::stopping::{Release, Selection, Step};
use crate::error::StorageError;

type Outcome<T> = Result<T, StorageError>;

/// The ledger of messages. Every verb takes a batch, is one transaction and is on disk when it returns, a
/// claim when the next other verb is; batches of a few hundred are the cheapest. A message only ever moves
/// as [`State::may_become`] says, and every move is a row of its history.
#[async_trait]
pub trait Ledger: Debug + Send + Sync {
    /// What happened, for the rest of this process.
    fn signals(&self) -> &Signals;

    // Planning

    /// Writes messages. One whose key is known is not written again; the answers are in the order of the
    /// batch and tell which. A batch that passes a limit of its company is
    /// [refused](StorageError::LimitReached) as a whole; what a campaign reserved at its launch is not looked
    /// at again. The model knows no limits.
    async fn plan(&self, batch: Vec<NewMessage>) -> Outcome<Vec<Planned>>;

    /// Plans messages of this company once more, as new rows with the same bodies; the answers are in the
    /// order of the batch. Asking twice for the same message plans one.
    async fn resend(&self, company: CompanyId, batch: Vec<Resend>) -> Outcome<Vec<Planned>>;

    /// Keeps the content of e-mails; an equal one of the company gets the same id.
    async fn save_content(&self, company: CompanyId, content: Content) -> Outcome<ContentId>;

    /// Puts planned or held messages into the queue, a piece at a time.
    async fn release(&self, of: Selection, how: Release, actor: Option<UserId>) -> Outcome<Step>;

    /// Holds messages that have not left, a piece at a time.
    async fn hold(&self, of: Selection, reason: HoldReason, actor: Option<UserId>) -> Outcome<Step>;

    /// Lets messages that are held for one reason wait for another from now on, a piece at a time.
    async fn hold_instead(
        &self,
        of: Selection,
        from: HoldReason,
        to: HoldReason,
        actor: Option<UserId>,
    ) -> Outcome<Step>;

    /// Cancels messages that have not left, a piece at a time.
    async fn cancel(&self, of: Selection, actor: Option<UserId>) -> Outcome<Step>;

    /// Skips messages that have not left because their recipient refused them or cannot be written to, a
    /// piece at a time.
    async fn skip(&self, of: Selection, reason: SkipReason) -> Outcome<Step>;

    // Sending

    /// Leases due messages: classes by priority, inside one fairly over companies and accounts, inside an
    /// account the longest due first.
    async fn claim(&self, order: ClaimOrder) -> Outcome<Vec<Claimed>>;

    /// What leased messages say.
    async fn load_bodies(&self, messages: &[MessageId]) -> Outcome<HashMap<MessageId, Body>>;

    /// Those of these messages that have been delivered or read.
    async fn arrived(&self, messages: &[MessageId]) -> Outcome<HashSet<MessageId>>;

    /// The contents their bodies point at.
    async fn load_contents(&self, contents: &[ContentId]) -> Outcome<HashMap<ContentId, Content>>;

    /// Records that messages leave. No byte may leave before this has returned, and only of the attempts
    /// it returns: the others' leases are no longer ours, or their validity is over.
    async fn put_on_wire(&self, departures: Vec<Departure>) -> Outcome<Vec<AttemptId>>;

    /// Applies the providers' answers. A stale one moves nothing that could be sent again; it is kept as
    /// evidence and may end the doubt about its own attempt.
    async fn settle(&self, settlements: Vec<Settlement>) -> Outcome<Vec<Settled>>;

    /// Hands leased messages back that are not sent; returns how many were still ours.
    async fn give_back(&self, backs: Vec<GiveBack>) -> Outcome<u64>;

    /// [`Ledger::settle`], [`Ledger::give_back`] and [`Ledger::put_on_wire`], in this order and in one
    /// transaction where there are any: the disk is waited for once, and a connection whose answer is
    /// written down may carry its next message at once.
    async fn exchange(&self, exchange: Exchange) -> Outcome<Exchanged> {
        let settled = self.settle(exchange.settlements).await?;
        let given_back = self.give_back(exchange.backs).await?;
        let left = self.put_on_wire(exchange.departures).await?;
        Ok(Exchanged { settled, given_back, left })
    }

    /// When the next message of these accounts is due; `None` when nothing waits.
    async fn next_due(&self, accounts: &[AccountId]) -> Outcome<Option<Timestamp>>;

    // After sending

    /// Applies delivery reports in whatever order they come, any number of times; those on messages not
    /// known yet are kept for 48 hours.
    async fn apply_reports(&self, reports: Vec<Report>) -> Outcome<Vec<ReportResult>>;

    /// Tries kept reports again whose time has come; returns how many found their messages.
    async fn retry_reports(&self, limit: u32) -> Outcome<u64>;

    /// Messages of an account whose reports are still to come, newest first, older than `before`.
    async fn awaited_reports(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<AwaitedReport>>;

    /// Expires messages the provider took before `before` and never reported on; returns how many.
    async fn expire_unreported(
        &self,
        company: CompanyId,
        account: AccountId,
        before: Timestamp,
        limit: u32,
    ) -> Outcome<u64>;

    /// Expires planned and held messages whose validity is over; returns how many.
    async fn expire_overdue(&self, limit: u32) -> Outcome<u64>;

    /// Takes messages from workers that are gone or late.
    async fn recover(&self, limit: u32) -> Outcome<Recovered>;

    /// Messages in doubt with a greater id than `after`.
    async fn in_doubt(&self, after: Option<MessageId>, limit: u32) -> Outcome<Vec<DoubtfulMessage>>;

    /// Ends doubts; returns the messages that moved.
    async fn resolve_doubt(&self, resolutions: Vec<Resolution>) -> Outcome<Vec<MessageId>>;

    // Processes

    /// Takes a node number until `until`. `holder` is random; `alone` says that no other process can be
    /// using this database, so that what others held is free at once.
    async fn take_node(&self, holder: i64, until: Timestamp, ended: Ended) -> Outcome<NodeLease>;

    /// Keeps the number for longer and notes how far its ids are; false when it has been lost, and then
    /// nothing may be claimed with it.
    async fn renew_node(&self, lease: NodeLease, until: Timestamp, latest_id: Timestamp) -> Outcome<bool>;

    /// Prepares the storage for the months to come; to be called at start and once a day.
    async fn extend(&self) -> Outcome<()>;

    // Pages

    /// A page of a company's messages, newest first.
    async fn list_messages(
        &self,
        company: CompanyId,
        filter: &MessageFilter,
        cursor: Cursor,
        limit: u32,
    ) -> Outcome<MessagePage>;

    /// How many messages a filter means, whatever it searches for.
    async fn count_messages(&self, company: CompanyId, filter: &MessageFilter) -> Outcome<u64>;

    /// The newest messages of a company to the recipients of a range. Of a range of many recipients it looks
    /// at a bounded number of messages, so some may be missing.
    async fn messages_to(
        &self,
        company: CompanyId,
        recipients: &RecipientRange,
        limit: u32,
    ) -> Outcome<Vec<MessageRow>>;

    /// One message of a company.
    async fn message(&self, company: CompanyId, message: MessageId) -> Outcome<Option<MessageView>>;

    /// Messages of a company in full; those that are not there are missing.
    async fn messages(
        &self,
        company: CompanyId,
        messages: &[MessageId],
    ) -> Outcome<HashMap<MessageId, MessageView>>;

    /// All that happened to a message of a company, oldest first.
    async fn history(&self, company: CompanyId, message: MessageId) -> Outcome<HistoryView>;

    /// How many of the messages made on these days, both included, stand where.
    async fn day_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayCount>>;

    /// How far the messages made on these days came, both included, and what they cost: by author.
    async fn author_counts(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<AuthorCount>>;

    /// The same by day.
    async fn day_outcomes(&self, company: CompanyId, first: Date, last: Date) -> Outcome<Vec<DayOutcome>>;

    /// How many messages of a company stand where, whenever they were made.
    async fn state_totals(&self, company: CompanyId) -> Outcome<Vec<(State, i64)>>;

    /// How many messages made at this instant or later failed or expired for which reason, the most
    /// frequent first.
    async fn failure_counts(&self, company: CompanyId, from: Timestamp)
    -> Outcome<Vec<(FailureReason, i64)>>;

    /// How many messages of some campaigns stand where.
    async fn campaign_counts(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>>;

    /// How many messages of some campaigns stand where and count for nobody any more: those that were sent
    /// once more since, and repeats that were taken back.
    async fn campaign_replaced(
        &self,
        company: CompanyId,
        campaigns: &[CampaignId],
    ) -> Outcome<Vec<(CampaignId, State, i64)>>;

    /// How many people a campaign did not reach, by the reason of their newest message.
    async fn campaign_failures(
        &self,
        company: CompanyId,
        campaign: CampaignId,
    ) -> Outcome<Vec<(Option<Reason>, i64)>>;

    /// The people a campaign did not reach, by their newest messages, oldest first above `after`.
    async fn unreached(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Outcome<Vec<Unreached>>;
}
