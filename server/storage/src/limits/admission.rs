use std::collections::{BTreeMap, HashMap};

use domain::id::CompanyId;
use domain::limits::{Asked, CompanyLimits, LimitReached};
use domain::message::Channel;
use domain::money::{Currency, Money};
use domain::time::Date;
use sea_orm::ConnectionTrait;

use super::queries::locked;
use super::usage::Charge;
use super::used::{UsedSoFar, used_so_far};
use crate::error::StorageError;

/// What one caller wants to plan, added up.
#[derive(Debug, Default)]
pub(crate) struct Asks(BTreeMap<(CompanyId, Channel, Option<Currency>), (u32, i64)>);

impl Asks {
    pub fn add(&mut self, company: CompanyId, channel: Channel, cost: Option<Money>) {
        let sum = self.0.entry((company, channel, cost.map(Money::currency))).or_default();
        sum.0 += 1;
        sum.1 += cost.map_or(0, Money::ten_thousandths);
    }

    pub fn companies(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.keys().map(|(company, ..)| company.as_i64())
    }
}

/// Lets callers in whose messages fit into their companies' limits, one after the other. Nobody else plans
/// for these companies until the transaction ends.
#[derive(Debug)]
pub(crate) struct Gate {
    limits: HashMap<CompanyId, CompanyLimits>,
    used: UsedSoFar,
    today: Date,
}

impl Gate {
    /// A gate for companies in ascending order.
    pub async fn open<C: ConnectionTrait>(
        tx: &C,
        companies: &[i64],
        today: Date,
    ) -> Result<Self, StorageError> {
        let limits = if companies.is_empty() { HashMap::new() } else { locked(tx, companies).await? };
        let limited: Vec<_> = limits.keys().map(|company| company.as_i64()).collect();
        let used =
            if limited.is_empty() { UsedSoFar::default() } else { used_so_far(tx, &limited, today).await? };
        Ok(Self { limits, used, today })
    }

    /// Lets all of one caller's messages in, or none.
    pub fn admit(&mut self, asks: &Asks) -> Result<(), LimitReached> {
        let mut used = self.used.clone();
        for ((company, channel, currency), (messages, cost)) in &asks.0 {
            let Some(limits) = self.limits.get(company) else { continue };
            let cost = currency.map(|currency| Money::new(*cost, currency));
            let asked = Asked { channel: *channel, messages: *messages, cost, is_campaign: false };
            limits.check(&asked, &used.of(*company, *channel, limits), self.today)?;
            let (day, messages) = (self.today.epoch_days(), i64::from(*messages));
            used.add(&Charge { company: *company, day, channel: *channel, messages, cost });
        }
        self.used = used;
        Ok(())
    }
}
