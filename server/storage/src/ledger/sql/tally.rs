use std::collections::{BTreeMap, BTreeSet};

use domain::id::{AccountId, CampaignId, CompanyId, MessageId};
use domain::message::{Channel, State};
use domain::money::Money;
use domain::topic::Topic;
use sea_orm::ConnectionTrait;

use super::statement::{json, run};
use crate::error::StorageError;
use crate::ids::made_at;
use crate::ledger::signals::Change;
use crate::limits::{Charge, Usage};

/// What a transaction changed in the counters. Ordered maps: all processes lock counters in one order.
#[derive(Debug, Default)]
pub(super) struct Tally {
    days: BTreeMap<(i64, i32, i16, i16), i64>,
    campaigns: BTreeMap<(i64, i64, i16), i64>,
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
    /// Read only where a message is planned or ends before it left.
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
        self.count_usage(message, day, from, to);
        self.has_queued |= to == State::Queued;
        let is_held = from == Some(State::Held) || to == State::Held;
        let holder = message.account.filter(|_| is_held);
        let topics =
            [Some(Topic::Messages), message.campaign.map(Topic::Campaign), holder.map(Topic::Account)];
        let company = message.company;
        self.changes.extend(topics.into_iter().flatten().map(|topic| Change { company, topic }));
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
        let campaigns = self.campaigns.iter().filter(|(_, change)| **change != 0);
        let campaigns: Vec<_> = campaigns.map(|((a, b, c), change)| (a, b, c, change)).collect();
        if !campaigns.is_empty() {
            run(db, COUNT_CAMPAIGNS, vec![json(&campaigns)?]).await?;
        }
        Ok(())
    }

    pub fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.changes.iter().copied()
    }

    pub fn moved(&self) -> &[(CompanyId, MessageId)] {
        &self.moved
    }
}
