use std::collections::HashMap;

use domain::id::CompanyId;
use domain::limits::{CompanyLimits, Used};
use domain::message::Channel;
use domain::time::Date;
use sea_orm::ConnectionTrait;

use super::usage::{Charge, of_money};
use crate::error::StorageError;
use crate::ledger::sql::{Fields, json, rows};

/// What companies have planned today and this month, by measure.
#[derive(Debug, Clone, Default)]
pub(super) struct UsedSoFar {
    day: HashMap<(CompanyId, i16), i64>,
    month: HashMap<(CompanyId, i16), i64>,
}

impl UsedSoFar {
    /// A channel of a company, with the money that its limit counts.
    pub fn of(&self, company: CompanyId, channel: Channel, limits: &CompanyLimits) -> Used {
        let of = |by: &HashMap<_, i64>, measure| by.get(&(company, measure)).copied().unwrap_or_default();
        Used {
            messages_day: of(&self.day, channel.code()),
            messages_month: of(&self.month, channel.code()),
            money_day: limits.money_day.map_or(0, |most| of(&self.day, of_money(most.currency()))),
        }
    }

    pub fn add(&mut self, charge: &Charge) {
        let money = charge.cost.map(|cost| (of_money(cost.currency()), cost.ten_thousandths()));
        for (measure, by) in std::iter::once((charge.channel.code(), charge.messages)).chain(money) {
            *self.day.entry((charge.company, measure)).or_default() += by;
            *self.month.entry((charge.company, measure)).or_default() += by;
        }
    }
}

const USED: &str = "SELECT u.company_id, u.day, u.measure, u.used FROM {list} CROSS JOIN company_usage u \
    WHERE u.company_id = CAST(value AS BIGINT) AND u.day >= $2 AND u.day <= $3";

pub(super) async fn used_so_far<C: ConnectionTrait>(
    db: &C,
    companies: &[i64],
    today: Date,
) -> Result<UsedSoFar, StorageError> {
    let first = today.plus_days(1 - i32::from(today.day()));
    let values = vec![json(companies)?, first.epoch_days().into(), today.epoch_days().into()];
    let mut sum = UsedSoFar::default();
    for row in rows(db, USED, values).await? {
        let mut fields = Fields::of(&row);
        let company = fields.id(CompanyId::from_i64)?;
        let (day, measure, used): (i32, i16, i64) = (fields.take()?, fields.take()?, fields.take()?);
        *sum.month.entry((company, measure)).or_default() += used;
        if day == today.epoch_days() {
            *sum.day.entry((company, measure)).or_default() += used;
        }
    }
    Ok(sum)
}

/// What a company has planned so far on a channel.
///
/// # Errors
/// The database.
pub async fn used<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    channel: Channel,
    limits: &CompanyLimits,
    today: Date,
) -> Result<Used, StorageError> {
    Ok(used_so_far(db, &[company.as_i64()], today).await?.of(company, channel, limits))
}
