use domain::id::{AccountId, CampaignId, CompanyId, MessageId, UserId};
use domain::message::{Channel, FailureReason, HoldReason, Outcome, State};
use domain::messages::is_asked_for;
use domain::money::Money;
use domain::search::RecipientRange;
use domain::time::{Date, Timestamp};
use std::collections::BTreeMap;

use super::book::{Book, Line};
use crate::ids::{first_id_at, made_at};
use crate::ledger::flags::Flags;
use crate::ledger::history::HistoryView;
use crate::ledger::page::{
    AuthorCount, Cursor, DayCount, DayOutcome, MessageFilter, MessagePage, MessageRow, MessageView, OpenTo,
};
use crate::ledger::reason::{Reason, most_frequent_first};
use crate::ledger::reporting::{AwaitedReport, DoubtfulMessage};
use crate::ledger::standing::Standing;
use crate::ledger::stopping::{Movable, Selected, Selection, WaitingFor};

impl Book {
    fn own(&self, company: CompanyId, message: MessageId) -> Option<&Line> {
        self.lines.get(&message).filter(|line| line.at.company == company)
    }

    pub fn message(&self, company: CompanyId, message: MessageId) -> Option<MessageView> {
        let line = self.own(company, message)?;
        Some(MessageView {
            row: row(line),
            body: line.new.body.clone(),
            address: line.new.address,
            round: line.new.round,
            resend_of: line.new.resend_of,
            attempts: line.at.attempts,
            attempt: line.at.attempt,
            expires_at: line.at.expires_at,
            created_by: line.new.created_by,
            approved_by: line.new.approved_by,
            via: line.new.via,
            cost: line.new.cost,
        })
    }

    pub fn history(&self, company: CompanyId, message: MessageId) -> HistoryView {
        let Some(line) = self.own(company, message) else { return HistoryView::default() };
        let attempts = self.attempts.values().filter(|(of, _)| *of == message);
        HistoryView {
            events: line.events.clone(),
            attempts: attempts.map(|(_, attempt)| attempt.clone()).collect(),
        }
    }

    pub fn list(
        &self,
        company: CompanyId,
        filter: &MessageFilter,
        cursor: Cursor,
        limit: u32,
    ) -> MessagePage {
        let wanted = |line: &&Line| {
            let counts = !filter.newest_of_each || self.counts_for_a_person(line);
            let open = filter.open_to.is_none_or(|what| self.is_open_to(line, what));
            line.at.company == company && matches(line, filter) && counts && open
        };
        let beyond = |line: &&Line| match cursor {
            Cursor::Newest => true,
            Cursor::OlderThan(id) => line.at.id < id,
            Cursor::NewerThan(id) => line.at.id > id,
        };
        let mut rows: Vec<_> = self.lines.values().filter(wanted).filter(beyond).map(row).collect();
        let newer = matches!(cursor, Cursor::NewerThan(_));
        if !newer {
            rows.reverse();
        }
        let has_more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let last = rows.last().filter(|_| has_more).map(|row| row.id);
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        let next = last.map(|id| if newer { Cursor::NewerThan(id) } else { Cursor::OlderThan(id) });
        MessagePage { rows, next }
    }

    pub fn count(&self, company: CompanyId, filter: &MessageFilter) -> u64 {
        let filter = MessageFilter { search: None, ..filter.clone() };
        self.list(company, &filter, Cursor::Newest, u32::MAX).rows.len() as u64
    }

    fn is_open_to(&self, line: &Line, what: OpenTo) -> bool {
        let reason = line.at.reason;
        match what {
            OpenTo::Resend => {
                let unknown = line.at.state == State::Failed && reason.is_none();
                let passes = reason.and_then(FailureReason::from_code).is_some_and(FailureReason::may_pass);
                (unknown || passes) && !self.is_replaced(line.at.id)
            }
            OpenTo::Release => {
                let restored = reason == Some(HoldReason::Restored.code()) && line.at.campaign.is_none();
                restored || reason == Some(HoldReason::ByPerson.code())
            }
        }
    }

    pub fn messages_to(
        &self,
        company: CompanyId,
        recipients: &RecipientRange,
        limit: u32,
    ) -> Vec<MessageRow> {
        let wanted = |line: &&Line| line.at.company == company && recipients.holds(&line.new.body.recipient);
        self.lines.values().rev().filter(wanted).take(limit as usize).map(row).collect()
    }

    /// Counted afresh: the real ledgers keep these numbers and may be wrong.
    pub fn day_counts(&self, company: CompanyId, first: Date, last: Date) -> Vec<DayCount> {
        let mut counts: BTreeMap<(Date, Channel, State), i64> = BTreeMap::new();
        for line in self.lines.values().filter(|line| line.at.company == company) {
            let day = made_at(line.at.id.as_i64()).to_istanbul().date();
            *counts.entry((day, line.at.channel, line.at.state)).or_default() += 1;
        }
        let counts = counts.into_iter().filter(|((day, ..), _)| (first..=last).contains(day));
        counts.map(|((day, channel, state), total)| DayCount { day, channel, state, total }).collect()
    }

    /// By author, channel, outcome and currency.
    pub fn author_counts(&self, company: CompanyId, first: Date, last: Date) -> Vec<AuthorCount> {
        let mut sums = BTreeMap::new();
        for line in self.made_between(company, first, last) {
            let author = line.new.created_by.map_or(0, UserId::as_i64);
            add(&mut sums, author, line);
        }
        let count = |((author, channel, outcome, _), (total, cost)): (Summed<i64>, (i64, Option<Money>))| {
            let author = Some(author).filter(|id| *id != 0).map(UserId::from_i64);
            AuthorCount { author, channel, outcome, total, cost }
        };
        sums.into_iter().map(count).collect()
    }

    /// By day, channel, outcome and currency.
    pub fn day_outcomes(&self, company: CompanyId, first: Date, last: Date) -> Vec<DayOutcome> {
        let mut sums = BTreeMap::new();
        for line in self.made_between(company, first, last) {
            add(&mut sums, day_of(line), line);
        }
        let count = |((day, channel, outcome, _), (total, cost)): (Summed<Date>, (i64, Option<Money>))| {
            DayOutcome { day, channel, outcome, total, cost }
        };
        sums.into_iter().map(count).collect()
    }

    fn made_between(&self, company: CompanyId, first: Date, last: Date) -> impl Iterator<Item = &Line> {
        let own = self.lines.values().filter(move |line| line.at.company == company);
        own.filter(move |line| (first..=last).contains(&day_of(line)))
    }

    pub fn state_totals(&self, company: CompanyId) -> Vec<(State, i64)> {
        let mut counts: BTreeMap<State, i64> = BTreeMap::new();
        for line in self.lines.values().filter(|line| line.at.company == company) {
            *counts.entry(line.at.state).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    pub fn failure_counts(&self, company: CompanyId, from: Timestamp) -> Vec<(FailureReason, i64)> {
        let counted = |at: &&Standing| {
            at.company == company
                && matches!(at.state, State::Failed | State::Expired)
                && at.id.as_i64() >= first_id_at(from)
        };
        let mut counts: BTreeMap<FailureReason, i64> = BTreeMap::new();
        for at in self.lines.values().map(|line| &line.at).filter(counted) {
            let reason = at.reason.and_then(FailureReason::from_code).unwrap_or(FailureReason::Expired);
            *counts.entry(reason).or_default() += 1;
        }
        most_frequent_first(counts)
    }

    pub fn campaign_counts(&self, company: CompanyId, campaign: CampaignId) -> Vec<(State, i64)> {
        let mut counts: BTreeMap<State, i64> = BTreeMap::new();
        for line in self.lines.values() {
            if line.at.company == company && line.at.campaign == Some(campaign) {
                *counts.entry(line.at.state).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }

    pub fn select(&self, of: &Selection, movable: Movable) -> Vec<MessageId> {
        let reason = movable.held_for.map(HoldReason::code);
        let may =
            |at: &Standing| movable.from.contains(&at.state) && (reason.is_none() || at.reason == reason);
        let chosen = |at: &Standing| match &of.which {
            Selected::Messages(ids) => ids.contains(&at.id),
            Selected::Campaign(campaign) => at.campaign == Some(*campaign) && at.state.is_stoppable(),
            Selected::Repeats(campaign) => {
                at.campaign == Some(*campaign) && at.state.is_stoppable() && self.is_repeat(at.id)
            }
            Selected::Account(account) => at.account == Some(*account) && may(at),
            Selected::WithoutAccount(channel) => {
                at.state == State::Held
                    && at.reason == Some(HoldReason::NoAccount.code())
                    && at.channel == *channel
            }
            Selected::Recipient(whose) => may(at) && self.waits_for(at.id, whose),
        };
        let own = self.lines.values().map(|line| line.at).filter(|at| at.company == of.company);
        let next = own.filter(|at| Some(at.id) > of.after && chosen(at)).map(|at| at.id);
        next.take(of.limit as usize).collect()
    }

    fn is_repeat(&self, message: MessageId) -> bool {
        self.lines.get(&message).is_some_and(|line| line.new.resend_of.is_some())
    }

    fn waits_for(&self, message: MessageId, whose: &WaitingFor) -> bool {
        self.lines.get(&message).map(|line| &line.new).is_some_and(|new| {
            new.channel == whose.channel
                && whose.class.is_none_or(|class| class == new.class && !is_asked_for(new.class, new.purpose))
                && new.body.recipient.eq_ignore_ascii_case(&whose.address)
        })
    }

    pub fn ids_where(&self, limit: u32, wanted: impl Fn(&Standing) -> bool) -> Vec<MessageId> {
        let found = self.lines.values().filter(|line| wanted(&line.at)).map(|line| line.at.id);
        found.take(limit as usize).collect()
    }

    pub fn next_due(&self, accounts: &[AccountId]) -> Option<Timestamp> {
        let waits = |at: &Standing| {
            at.state == State::Queued && at.account.is_some_and(|account| accounts.contains(&account))
        };
        self.lines.values().map(|line| line.at).filter(waits).map(|at| at.due_at).min()
    }

    pub fn in_doubt(&self, after: Option<MessageId>, limit: u32) -> Vec<DoubtfulMessage> {
        let doubtful = self.lines.values().filter(|line| line.at.state == State::InDoubt);
        let found = doubtful.filter(|line| Some(line.at.id) > after).filter_map(|line| self.doubtful(line));
        found.take(limit as usize).collect()
    }

    fn doubtful(&self, line: &Line) -> Option<DoubtfulMessage> {
        let (_, attempt) = self.attempts.get(&line.at.attempt?)?;
        Some(DoubtfulMessage {
            message: line.at.id,
            company: line.at.company,
            account: attempt.account,
            purpose: line.at.purpose,
            class: line.new.class,
            attempt: attempt.id,
            call: attempt.call,
            attempts: line.at.attempts,
            started_at: attempt.started_at,
            since: line.at.changed_at,
            expires_at: line.at.expires_at,
            repeated: line.at.flags.has(Flags::REPEATED),
        })
    }

    pub fn awaited(
        &self,
        (company, account): (CompanyId, AccountId),
        before: Option<MessageId>,
        limit: u32,
    ) -> Vec<AwaitedReport> {
        let waits = |at: &Standing| {
            at.company == company
                && at.account == Some(account)
                && matches!(at.state, State::InDoubt | State::Accepted | State::Sent)
                && before.is_none_or(|before| at.id < before)
        };
        let found = self.lines.values().rev().map(|line| line.at).filter(waits);
        found.filter_map(|at| self.awaited_report(&at)).take(limit as usize).collect()
    }

    fn awaited_report(&self, at: &Standing) -> Option<AwaitedReport> {
        let (_, attempt) = self.attempts.get(&at.attempt?)?;
        Some(AwaitedReport {
            message: at.id,
            attempt: attempt.id,
            call: attempt.call,
            provider_ref: attempt.provider_ref.clone(),
            state: at.state,
            started_at: attempt.started_at,
        })
    }
}

fn row(line: &Line) -> MessageRow {
    let (at, new) = (&line.at, &line.new);
    MessageRow {
        id: at.id,
        channel: at.channel,
        purpose: at.purpose,
        class: new.class,
        state: at.state,
        reason: at.reason.and_then(|code| Reason::of(at.state, code)),
        flags: at.flags,
        account: at.account,
        contact: new.contact,
        campaign: at.campaign,
        due_at: at.due_at,
        changed_at: at.changed_at,
        recipient: new.body.recipient.clone(),
        subject: new.body.subject.clone(),
        text: new.body.text.clone(),
    }
}

fn matches(line: &Line, filter: &MessageFilter) -> bool {
    let (at, new) = (&line.at, &line.new);
    (filter.states.is_empty() || filter.states.contains(&at.state))
        && (filter.among.is_empty() || filter.among.contains(&at.id))
        && filter.channel.is_none_or(|channel| channel == at.channel)
        && filter.campaign.is_none_or(|campaign| at.campaign == Some(campaign))
        && filter.contact.is_none_or(|contact| new.contact == Some(contact))
        && filter.account.is_none_or(|account| at.account == Some(account))
        && filter.from.is_none_or(|from| at.id.as_i64() >= first_id_at(from))
        && filter.to.is_none_or(|to| at.id.as_i64() < first_id_at(to))
        && filter.search.as_ref().is_none_or(|search| says(line, &search.to_lowercase()))
}

fn says(line: &Line, search: &str) -> bool {
    let body = &line.new.body;
    let within = |text: &Option<String>| text.as_ref().is_some_and(|t| t.to_lowercase().contains(search));
    body.recipient.to_lowercase().starts_with(search) || within(&body.subject) || within(&body.text)
}

/// What a sum is of, and its currency.
type Summed<K> = (K, Channel, Outcome, &'static str);

fn add<K: Ord>(sums: &mut BTreeMap<Summed<K>, (i64, Option<Money>)>, of: K, line: &Line) {
    let (cost, outcome) = (line.new.cost, line.at.state.outcome());
    let currency = cost.map_or("", |cost| cost.currency().code());
    let (total, sum) = sums.entry((of, line.at.channel, outcome, currency)).or_insert((0, None));
    *total += 1;
    *sum = cost.map(|cost| {
        let before = sum.map_or(0, Money::ten_thousandths);
        Money::new(before + cost.ten_thousandths(), cost.currency())
    });
}

fn day_of(line: &Line) -> Date {
    made_at(line.at.id.as_i64()).to_istanbul().date()
}
