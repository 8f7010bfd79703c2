use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::message::{Channel, Outcome};
use crate::money::{Currency, Money};
use crate::time::Date;

/// How many messages came how far, and what those that were tried cost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Tried: with the provider, arrived or failed.
    pub sent: u32,
    pub arrived: u32,
    pub failed: u32,
    /// Not yet with the provider, or a person is asked.
    pub waiting: u32,
    /// Skipped or cancelled.
    pub left_out: u32,
    /// The estimates of what was tried, one for each currency; empty without prices, and for those who may
    /// not see money.
    pub cost: Vec<Money>,
}

impl Counted {
    /// Adds messages of one outcome with what they cost.
    pub fn add(&mut self, outcome: Outcome, count: u32, cost: Option<Money>) {
        if outcome.is_sent() {
            self.sent += count;
            cost.into_iter().for_each(|cost| self.pay(cost));
        }
        match outcome {
            Outcome::Arrived => self.arrived += count,
            Outcome::Failed => self.failed += count,
            Outcome::Waiting | Outcome::NeedsYou => self.waiting += count,
            Outcome::LeftOut => self.left_out += count,
            Outcome::OnItsWay => {}
        }
    }

    /// Adds what others counted.
    pub fn add_all(&mut self, other: &Self) {
        self.sent += other.sent;
        self.arrived += other.arrived;
        self.failed += other.failed;
        self.waiting += other.waiting;
        self.left_out += other.left_out;
        other.cost.iter().for_each(|cost| self.pay(*cost));
    }

    /// What was paid in a currency.
    pub fn cost_in(&self, currency: Currency) -> Option<Money> {
        self.cost.iter().find(|cost| cost.currency() == currency).copied()
    }

    fn pay(&mut self, cost: Money) {
        match self.cost.iter_mut().find(|sum| sum.currency() == cost.currency()) {
            // A sum beyond what an amount holds stays where it is.
            Some(sum) => *sum = sum.checked_add(cost).unwrap_or(*sum),
            None => self.cost.push(cost),
        }
    }
}

/// What a member sent on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberReportRow {
    /// None of what the program or nobody in particular made.
    pub member: Option<UserId>,
    /// Empty without a member, and once the account is gone.
    pub name: String,
    pub channel: Channel,
    pub counted: Counted,
}

/// Who sent what in a period: who sent most first, each with the channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberReport {
    pub first: Date,
    pub last: Date,
    pub rows: Vec<MemberReportRow>,
}

/// What was made on a day for a channel, and how far it came until now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeRow {
    pub day: Date,
    pub channel: Channel,
    pub counted: Counted,
}

/// Volume and cost of a period, the newest day first; days without messages have no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeReport {
    pub first: Date,
    pub last: Date,
    pub rows: Vec<VolumeRow>,
}

impl VolumeReport {
    /// All of a channel together, in the order of the channels.
    pub fn by_channel(&self) -> BTreeMap<Channel, Counted> {
        let mut sums: BTreeMap<Channel, Counted> = BTreeMap::new();
        for row in &self.rows {
            sums.entry(row.channel).or_default().add_all(&row.counted);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_tried_is_sent_and_costs() {
        let lira = |amount| Some(Money::new(amount, Currency::Try));
        let mut counted = Counted::default();
        for outcome in Outcome::ALL {
            counted.add(*outcome, 10, lira(5));
        }
        counted.add(Outcome::Arrived, 1, Some(Money::new(7, Currency::Eur)));
        let Counted { sent, arrived, failed, waiting, left_out, .. } = counted;
        assert_eq!((sent, arrived, failed, waiting, left_out), (31, 11, 10, 20, 10));
        assert_eq!(counted.cost_in(Currency::Try), lira(15));
        assert_eq!(counted.cost_in(Currency::Eur), Some(Money::new(7, Currency::Eur)));
        assert_eq!(counted.cost_in(Currency::Usd), None);
    }
}
