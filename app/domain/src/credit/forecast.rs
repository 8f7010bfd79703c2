use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Credit, CreditUnit};
use crate::provider_accounts::AccountBalance;
use crate::time::{Date, Timestamp};

const DAY: Duration = Duration::from_secs(86_400);
/// Recent use is that of so long before the last reading.
pub const FORECAST_WINDOW: Duration = DAY.saturating_mul(14);
/// Readings over less than this tell no pace.
const LEAST: Duration = DAY.saturating_mul(2);
/// Nothing is told of an account that was not read for so long; they are read daily at least.
const STALE: Duration = DAY.saturating_mul(3);
/// Beyond this no day is named.
const HORIZON: Duration = DAY.saturating_mul(365);

/// How long credit lasts if it is used as recently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// What was used recently, in so many days.
    pub spent: Credit,
    pub days: u32,
    /// The day on which nothing is left; `None` when that is more than a year away.
    pub lasts_until: Option<Date>,
}

/// Estimates from readings, oldest first, how long a unit of credit lasts. `None` where that is unknown:
/// nothing was used recently, too little time was looked at, or the last reading is old.
#[must_use]
pub fn forecast(unit: &CreditUnit, readings: &[AccountBalance], now: Timestamp) -> Option<Forecast> {
    let known: Vec<_> = readings.iter().filter_map(|one| Some((one.at, one.left(unit)?))).collect();
    let (last, left) = *known.last()?;
    let recent = &known[known.partition_point(|(at, _)| last.since(*at) > FORECAST_WINDOW)..];
    let span = last.since(recent.first()?.0);
    let falls = recent.windows(2).map(|pair| pair[0].1.saturating_sub(pair[1].1).max(0));
    let spent = falls.fold(0_i64, i64::saturating_add);
    if span < LEAST || spent == 0 || now.since(last) > STALE {
        return None;
    }
    let lasts =
        span.as_micros().saturating_mul(left.max(0).unsigned_abs().into()) / u128::from(spent.unsigned_abs());
    let lasts = u64::try_from(lasts).map_or(Duration::MAX, Duration::from_micros);
    Some(Forecast {
        spent: Credit::new(unit, spent),
        days: u32::try_from((span + DAY / 2).as_secs() / DAY.as_secs()).unwrap_or(u32::MAX),
        lasts_until: (lasts <= HORIZON).then(|| (last + lasts).to_istanbul().date()),
    })
}

/// The first day on which something of what the last reading tells of is used up, as far as that is known.
#[must_use]
pub fn lasts_until(readings: &[AccountBalance], now: Timestamp) -> Option<Date> {
    let units = readings.last()?.units();
    units.filter_map(|unit| forecast(&unit, readings, now)?.lasts_until).min()
}

#[cfg(test)]
mod tests {
    use super::super::readings::{after_hours, lira, reading, readings, sms};
    use super::*;

    /// The forecast at the time of the last reading: what was used, in how many days, until which day.
    fn told(told: &[(u64, i64)]) -> Option<(i64, u32, Option<u8>)> {
        let now = after_hours(told.last()?.0);
        let found = forecast(&sms(), &readings(told), now)?;
        Some((found.spent.amount(), found.days, found.lasts_until.map(Date::day)))
    }

    #[test]
    fn credit_lasts_as_long_as_recent_use_lets_it() {
        // 20 a day; 60 are left on the 5th.
        assert_eq!(told(&[(0, 140), (48, 100), (96, 60)]), Some((80, 4, Some(8))));
    }

    #[test]
    fn what_was_added_is_not_use() {
        // 970 at 20 a day are 48 and a half.
        assert_eq!(told(&[(0, 50), (24, 10), (25, 1_010), (96, 970)]), Some((80, 4, Some(23))));
    }

    #[test]
    fn use_of_long_ago_does_not_count() {
        let day = 24;
        let old = (0, 100_000);
        let recent = [(20 * day, 400), (30 * day, 300)];
        assert_eq!(told(&[old, recent[0], recent[1]]), told(&recent));
        assert_eq!(told(&recent).map(|(spent, days, _)| (spent, days)), Some((100, 10)));
    }

    #[test]
    fn nothing_is_told_where_nothing_is_known() {
        assert_eq!(told(&[(0, 100)]), None, "one reading");
        assert_eq!(told(&[(0, 100), (47, 10)]), None, "less than two days");
        assert_eq!(told(&[(0, 100), (96, 100)]), None, "nothing used");
        let old = readings(&[(0, 100), (96, 50)]);
        assert!(forecast(&sms(), &old, after_hours(96 + 72)).is_some());
        assert_eq!(forecast(&sms(), &old, after_hours(96 + 73)), None, "not read any more");
        assert_eq!(forecast(&lira(), &old, after_hours(96)), None, "no money is told");
        assert_eq!(lasts_until(&[], after_hours(0)), None);
    }

    #[test]
    fn what_is_used_up_has_lasted() {
        assert_eq!(told(&[(0, 100), (96, 0)]), Some((100, 4, Some(5))));
        assert_eq!(told(&[(0, 100), (96, -3)]), Some((103, 4, Some(5))));
    }

    #[test]
    fn what_ends_first_decides() {
        let told = [reading(0, Some(1_000), Some(100)), reading(96, Some(500), Some(10))];
        let until = |unit| forecast(&unit, &told, after_hours(96)).and_then(|found| found.lasts_until);
        assert!(until(sms()) < until(lira()) && until(sms()).is_some());
        assert_eq!(lasts_until(&told, after_hours(96)), until(sms()));
    }
}
