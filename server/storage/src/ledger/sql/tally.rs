use std::collections::{BTreeMap, BTreeSet};

use domain::id::{AccountId, CampaignId, CompanyId, MessageId, UserId};
use domain::message::{Channel, State};
use domain::money::Money;
use domain::topic::Topic;
use sea_orm::ConnectionTrait;

use super::statement::{json, run};
use crate::error::StorageError;
use crate::ids::made_at;
use crate::ledger::signals::Change;
use crate::limits::{Charge, Usage};

/// Company, day, author, channel, outcome and currency.
type AuthorKey = (i64, i32, i64, i16, i16, &'static str);

/// What a transaction changed in the counters. Ordered maps: all processes lock counters in one order.
#[derive(Debug, Default)]
pub(super) struct Tally {
    days: BTreeMap<(i64, i32, i16, i16), i64>,
    campaigns: BTreeMap<(i64, i64, i16), i64>,
    /// Number and cost.
    authors: BTreeMap<AuthorKey, (i64, i64)>,
    changes: BTreeSet<Change>,
    /// Messages that were there before and have another row of history now.
    moved: Vec<(CompanyId, MessageId)>,
    /// What counts towards the limits of companies.
    pub usage: Usage,
    pub has_queued: bool,
}

/// What the counters know of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub id: MessageId,
    pub company: CompanyId,
    /// Whose it is; read only where a message may be held.
    pub account: Option<AccountId>,
    pub campaign: Option<CampaignId>,
    pub channel: Channel,
    /// Who made it, and what it costs: read only where the outcome changes, which leases and departures
    /// do not.
    pub author: Option<UserId>,
    pub cost: Option<Money>,
}

const COUNT_DAYS: &str = "INSERT INTO message_counters (company_id, day, channel, state, total) \
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS SMALLINT), \
        CAST(value ->> 3 AS SMALLINT), CAST(value ->> 4 AS BIGINT) FROM {rows} WHERE true \
    ON CONFLICT (company_id, day, channel, state) DO UPDATE SET total = message_counters.total + excluded.total";

const COUNT_CAMPAIGNS: &str = "INSERT INTO campaign_counters (company_id, campaign_id, state, total) \
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS SMALLINT), \
        CAST(value ->> 3 AS BIGINT) FROM {rows} WHERE true \
    ON CONFLICT (company_id, campaign_id, state) DO UPDATE SET total = campaign_counters.total + excluded.total";

const COUNT_AUTHORS: &str = "INSERT INTO author_counters \
        (company_id, day, author, channel, outcome, currency, total, cost) \
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS BIGINT), \
        CAST(value ->> 3 AS SMALLINT), CAST(value ->> 4 AS SMALLINT), value ->> 5, \
        CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT) FROM {rows} WHERE true \
    ON CONFLICT (company_id, day, author, channel, outcome, currency) DO UPDATE SET \
        total = author_counters.total + excluded.total, cost = author_counters.cost + excluded.cost";

impl Tally {
    /// Counts a message from one state to another; a new one comes from nowhere.
    pub fn count(&mut self, message: Counted, from: Option<State>, to: State) {
        if from.is_some() {
            self.moved.push((message.company, message.id));
        }
        if from == Some(to) {
            return;
        }
        let company = message.company.as_i64();
        let day = made_at(message.id.as_i64()).to_istanbul().date().epoch_days();
        for (state, change) in from.map(|state| (state, -1)).into_iter().chain([(to, 1)]) {
            *self.days.entry((company, day, message.channel.code(), state.code())).or_default() += change;
            if let Some(campaign) = message.campaign {
                *self.campaigns.entry((company, campaign.as_i64(), state.code())).or_default() += change;
            }
        }
        self.count_author(message, day, from, to);
        self.count_usage(message, day, from, to);
        self.has_queued |= to == State::Queued;
        let is_held = from == Some(State::Held) || to == State::Held;
        let holder = message.account.filter(|_| is_held);
        let topics =
            [Some(Topic::Messages), message.campaign.map(Topic::Campaign), holder.map(Topic::Account)];
        let company = message.company;
        self.changes.extend(topics.into_iter().flatten().map(|topic| Change { company, topic }));
    }

    fn count_author(&mut self, message: Counted, day: i32, from: Option<State>, to: State) {
        let (from, to) = (from.map(State::outcome), to.outcome());
        if from == Some(to) {
            return;
        }
        let (company, channel) = (message.company.as_i64(), message.channel.code());
        let author = message.author.map_or(0, UserId::as_i64);
        let currency = message.cost.map_or("", |cost| cost.currency().code());
        let cost = message.cost.map_or(0, Money::ten_thousandths);
        for (outcome, change) in from.map(|outcome| (outcome, -1)).into_iter().chain([(to, 1)]) {
            let key = (company, day, author, channel, outcome.code(), currency);
            let (count, sum) = self.authors.entry(key).or_default();
            (*count, *sum) = (*count + change, *sum + change * cost);
        }
    }

    /// A message counts when it is planned, and no more when it ends without having left.
    fn count_usage(&mut self, message: Counted, day: i32, from: Option<State>, to: State) {
        let Counted { company, channel, cost, .. } = message;
        let charge = Charge { company, day, channel, messages: 1, cost };
        let ends = matches!(to, State::Skipped | State::Cancelled | State::Expired);
        match from {
            None if !ends => self.usage.take(&charge),
            Some(from) if ends && (from.is_stoppable() || from == State::Leased) => {
                self.usage.give_back(&charge);
            }
            _ => {}
        }
    }

    pub async fn write<C: ConnectionTrait>(&self, db: &C) -> Result<(), StorageError> {
        self.usage.write(db).await?;
        let days: Vec<_> = self.days.iter().filter(|(_, change)| **change != 0).collect();
        let days: Vec<_> = days.into_iter().map(|((a, b, c, d), change)| (a, b, c, d, change)).collect();
        if !days.is_empty() {
            run(db, COUNT_DAYS, vec![json(&days)?]).await?;
        }
        self.write_authors(db).await?;
        let campaigns = self.campaigns.iter().filter(|(_, change)| **change != 0);
        let campaigns: Vec<_> = campaigns.map(|((a, b, c), change)| (a, b, c, change)).collect();
        if !campaigns.is_empty() {
            run(db, COUNT_CAMPAIGNS, vec![json(&campaigns)?]).await?;
        }
        Ok(())
    }

    async fn write_authors<C: ConnectionTrait>(&self, db: &C) -> Result<(), StorageError> {
        let changed = self.authors.iter().filter(|(_, change)| **change != (0, 0));
        let changed: Vec<_> = changed
            .map(|((company, day, author, channel, outcome, currency), (count, cost))| {
                (company, day, author, channel, outcome, currency, count, cost)
            })
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        run(db, COUNT_AUTHORS, vec![json(&changed)?]).await.map(drop)
    }

    pub fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.changes.iter().copied()
    }

    pub fn moved(&self) -> &[(CompanyId, MessageId)] {
        &self.moved
    }
}
