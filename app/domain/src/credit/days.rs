use serde::{Deserialize, Serialize};

use super::{Credit, CreditUnit};
use crate::provider_accounts::AccountBalance;
use crate::time::Date;

/// One day of an account's credit, as far as its readings tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditDay {
    pub day: Date,
    /// At its last reading.
    pub left: Credit,
    /// By how much readings fell since the one before: of this day, or the last one that has any.
    pub spent: Credit,
    /// By how much they rose.
    pub added: Credit,
}

/// The days in Türkiye that readings are from, both oldest first. Something that was paid for and used
/// up between two readings is not seen.
#[must_use]
pub fn by_day(unit: &CreditUnit, readings: &[AccountBalance]) -> Vec<CreditDay> {
    let mut days: Vec<(Date, Counted)> = Vec::new();
    let mut before = None;
    for reading in readings {
        let Some(left) = reading.left(unit) else { continue };
        let day = reading.at.to_istanbul().date();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Counted::default()));
        }
        if let Some((_, counted)) = days.last_mut() {
            counted.note(left, before);
        }
        before = Some(left);
    }
    let day = |(day, counted): (Date, Counted)| CreditDay {
        day,
        left: Credit::new(unit, counted.left),
        spent: Credit::new(unit, counted.spent),
        added: Credit::new(unit, counted.added),
    };
    days.into_iter().map(day).collect()
}

#[derive(Default)]
struct Counted {
    left: i64,
    spent: i64,
    added: i64,
}

impl Counted {
    fn note(&mut self, left: i64, before: Option<i64>) {
        let change = before.map_or(0, |before| left.saturating_sub(before));
        self.left = left;
        self.spent = self.spent.saturating_sub(change.min(0));
        self.added = self.added.saturating_add(change.max(0));
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::{lira, reading, readings, sms};
    use super::*;

    fn counted(days: &[CreditDay]) -> Vec<(u8, i64, i64, i64)> {
        let of = |day: &CreditDay| (day.day.day(), day.left.amount(), day.spent.amount(), day.added.amount());
        days.iter().map(of).collect()
    }

    #[test]
    fn what_was_spent_and_added_a_day_is_told_apart() {
        let told = [(1, 100), (5, 90), (6, 590), (23, 540), (25, 500), (80, 480)];
        let days = by_day(&sms(), &readings(&told));
        assert_eq!(counted(&days), [(1, 540, 60, 500), (2, 500, 40, 0), (4, 480, 20, 0)]);
    }

    #[test]
    fn readings_that_say_nothing_of_a_unit_are_passed_over() {
        let told = [reading(1, Some(100), None), reading(2, None, None), reading(3, Some(70), None)];
        assert_eq!(counted(&by_day(&lira(), &told)), [(1, 70, 30, 0)]);
        assert!(by_day(&lira(), &told[1..2]).is_empty());
    }
}
