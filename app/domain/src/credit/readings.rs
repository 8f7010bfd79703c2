//! Readings for tests.

use std::time::Duration;

use super::CreditUnit;
use crate::money::{Currency, Money};
use crate::provider_accounts::{AccountBalance, CreditPackage};
use crate::time::{CivilTime, Date, Timestamp};

const HOUR: u64 = 3_600;

/// Midnight of 1 November 2026 in Türkiye.
pub(super) fn start() -> Timestamp {
    let day = Date::new(2026, 11, 1).unwrap_or(Date::from_epoch_days(0));
    Timestamp::from_istanbul(CivilTime::midnight(day))
}

pub(super) fn after_hours(hours: u64) -> Timestamp {
    start() + Duration::from_secs(hours * HOUR)
}

/// What was left so many hours after the start: ten-thousandths of a lira, and SMS.
pub(super) fn reading(hours: u64, money: Option<i64>, pieces: Option<i64>) -> AccountBalance {
    let package = |left| CreditPackage { name: "Adet SMS".to_owned(), left };
    AccountBalance {
        money: money.map(|amount| Money::new(amount, Currency::Try)),
        packages: pieces.map(package).into_iter().collect(),
        at: after_hours(hours),
    }
}

/// Readings of SMS alone.
pub(super) fn readings(told: &[(u64, i64)]) -> Vec<AccountBalance> {
    told.iter().map(|(hours, left)| reading(*hours, None, Some(*left))).collect()
}

pub(super) fn sms() -> CreditUnit {
    CreditUnit::Pieces("Adet SMS".to_owned())
}

pub(super) const fn lira() -> CreditUnit {
    CreditUnit::Money(Currency::Try)
}
