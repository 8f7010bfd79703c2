use std::collections::BTreeMap;

use domain::id::CompanyId;
use domain::message::Channel;
use domain::money::{Currency, Money};
use sea_orm::ConnectionTrait;

use crate::error::StorageError;
use crate::ledger::sql::{json, run};

/// Messages of one channel and what they cost, counted on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Charge {
    pub company: CompanyId,
    /// Days since 1970-01-01 in Türkiye.
    pub day: i32,
    pub channel: Channel,
    pub messages: i64,
    pub cost: Option<Money>,
}

/// What a transaction changes in the usage of companies. An ordered map: all lock in one order.
#[derive(Debug, Default)]
pub(crate) struct Usage(BTreeMap<(i64, i32, i16), i64>);

const COUNT: &str = "INSERT INTO company_usage (company_id, day, measure, used) \
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS SMALLINT), \
        CAST(value ->> 3 AS BIGINT) FROM {rows} WHERE true \
    ON CONFLICT (company_id, day, measure) DO UPDATE SET used = company_usage.used + excluded.used";

impl Usage {
    pub fn take(&mut self, charge: &Charge) {
        self.add(charge, 1);
    }

    pub fn give_back(&mut self, charge: &Charge) {
        self.add(charge, -1);
    }

    fn add(&mut self, charge: &Charge, sign: i64) {
        let mut count = |measure: i16, amount: i64| {
            *self.0.entry((charge.company.as_i64(), charge.day, measure)).or_default() += sign * amount;
        };
        count(charge.channel.code(), charge.messages);
        if let Some(cost) = charge.cost {
            count(of_money(cost.currency()), cost.ten_thousandths());
        }
    }

    pub async fn write<C: ConnectionTrait>(&self, db: &C) -> Result<(), StorageError> {
        let changes = self.0.iter().filter(|(_, change)| **change != 0);
        let changes: Vec<_> =
            changes.map(|((company, day, measure), by)| (company, day, measure, by)).collect();
        if changes.is_empty() {
            return Ok(());
        }
        run(db, COUNT, vec![json(&changes)?]).await.map(drop)
    }
}

/// The measure of money in a currency; a channel's is its code.
pub(super) const fn of_money(currency: Currency) -> i16 {
    match currency {
        Currency::Try => 11,
        Currency::Usd => 12,
        Currency::Eur => 13,
    }
}
