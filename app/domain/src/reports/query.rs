use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Failure, Problem};
use crate::time::Date;

/// Days of a report that names none, today among them.
const USUAL: i32 = 30;
/// The longest report, in days.
const LONGEST: i32 = 366;

/// The days of a report, `2026-11-01` to `2026-11-30`, both included; empty for the last thirty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportQuery {
    pub from: String,
    pub to: String,
}

impl ReportQuery {
    /// The query for these days.
    pub fn of(first: Date, last: Date) -> Self {
        Self { from: first.to_string(), to: last.to_string() }
    }

    /// The first and the last day.
    ///
    /// # Errors
    /// `Invalid` at a day that is none; at `to` `OutOfRange` before `from`, and when the report is longer
    /// than a year.
    pub fn days(&self, today: Date) -> Result<(Date, Date), Failure> {
        let mut checks = Checks::default();
        let last = checks.take("to", day(&self.to).map(|day| day.unwrap_or(today)));
        let first = checks.take("from", day(&self.from));
        checks.done()?;
        let last = last.unwrap_or(today);
        let first = first.flatten().unwrap_or(last.plus_days(1 - USUAL));
        let length = last.days_since(first) + 1;
        if (1..=LONGEST).contains(&length) {
            Ok((first, last))
        } else {
            Err(Failure::field("to", Problem::OutOfRange))
        }
    }
}

fn day(text: &str) -> Result<Option<Date>, Problem> {
    match text.trim() {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(|_| Problem::Invalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<(String, String), Option<(String, Problem)>> {
        let today = Date::from_epoch_days(20_780);
        let query = ReportQuery { from: from.into(), to: to.into() };
        let found = query.days(today).map(|(first, last)| (first.to_string(), last.to_string()));
        found.map_err(|failure| failure.fields.first().map(|field| (field.field.clone(), field.problem)))
    }

    #[test]
    fn a_report_covers_thirty_days_unless_it_is_told_others() {
        let pair = |first: &str, last: &str| Ok((first.to_owned(), last.to_owned()));
        assert_eq!(days("", ""), pair("2026-10-25", "2026-11-23"));
        assert_eq!(days("2026-11-01", "2026-11-02"), pair("2026-11-01", "2026-11-02"));
        assert_eq!(days("", "2026-03-01"), pair("2026-01-31", "2026-03-01"));
    }

    #[test]
    fn days_that_are_none_are_told_at_their_field() {
        let at = |field: &str, problem| Err(Some((field.to_owned(), problem)));
        assert_eq!(days("yesterday", ""), at("from", Problem::Invalid));
        assert_eq!(days("2026-11-02", "2026-11-01"), at("to", Problem::OutOfRange));
        assert_eq!(days("2024-01-01", "2026-11-01"), at("to", Problem::OutOfRange));
    }
}
