use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Failure, Problem};
use crate::time::{CivilTime, Date, Timestamp, Weekday};

const WHOLE_DAY: u8 = 24;
const WHOLE_WEEK: u8 = 0b111_1111;

/// When messages that nobody waits for may leave: some hours of some days, on the recipient's clock. The
/// rest of the week is quiet. Every number this product writes to keeps Turkish time, so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendingHours {
    from: u8,
    until: u8,
    days: u8,
}

impl SendingHours {
    /// Never quiet.
    pub const ALWAYS: Self = Self { from: 0, until: WHOLE_DAY, days: WHOLE_WEEK };

    /// From the hour `from` (0–23) to the hour `until` (1–24), on the days whose bits are set, Monday the
    /// lowest. `None` when it would never be open.
    #[must_use]
    pub const fn new(from: u8, until: u8, days: u8) -> Option<Self> {
        let is_open = from < until && until <= WHOLE_DAY && days != 0 && days <= WHOLE_WEEK;
        if is_open { Some(Self { from, until, days }) } else { None }
    }

    /// The hour it opens at, 0–23.
    #[must_use]
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The hour it closes at, 1–24.
    #[must_use]
    pub const fn until(self) -> u8 {
        self.until
    }

    /// Its days as bits, Monday the lowest.
    #[must_use]
    pub const fn days(self) -> u8 {
        self.days
    }

    /// Whether it opens on this day of the week.
    #[must_use]
    pub const fn has(self, day: Weekday) -> bool {
        self.days & bit(day) != 0
    }

    /// When it opens next; `None` while it is open.
    #[must_use]
    pub fn opens_after(self, now: Timestamp) -> Option<Timestamp> {
        let civil = now.to_istanbul();
        let (today, hour) = (civil.date(), civil.hour());
        if self.has(today.weekday()) && (self.from..self.until).contains(&hour) {
            return None;
        }
        let first = i32::from(hour >= self.from);
        let days = (first..first + 7).map(|days| today.plus_days(days));
        days.filter(|day| self.has(day.weekday())).find_map(|day| self.opening(day))
    }

    /// Whether it is open all the time from `now` to `then`.
    #[must_use]
    pub fn stays_open(self, now: Timestamp, then: Timestamp) -> bool {
        // It opens and closes at whole hours, so nothing fits between two looks.
        let hour = Duration::from_secs(3_600);
        let mut looks = std::iter::successors(Some(now), |at| Some(*at + hour)).take_while(|at| *at < then);
        looks.all(|at| self.opens_after(at).is_none()) && self.opens_after(then).is_none()
    }

    fn opening(self, day: Date) -> Option<Timestamp> {
        CivilTime::new(day, self.from, 0).map(Timestamp::from_istanbul)
    }
}

impl Default for SendingHours {
    /// 08:00 to 21:00 on every day; the law names no hours.
    fn default() -> Self {
        Self { from: 8, until: 21, days: WHOLE_WEEK }
    }
}

const fn bit(day: Weekday) -> u8 {
    1 << day as u8
}

/// The hours as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendingHoursForm {
    /// Hours of the day, 0–24.
    pub from: String,
    pub until: String,
    pub days: Vec<Weekday>,
}

impl SendingHoursForm {
    /// # Errors
    /// `Malformed` at a field that is no hour; `Required` at `days` without any; `Invalid` at `until` when
    /// it does not come after `from`.
    pub fn parse(&self) -> Result<SendingHours, Failure> {
        let mut checks = Checks::default();
        let from = checks.take("from", hour(&self.from));
        let until = checks.take("until", hour(&self.until));
        let days = self.days.iter().fold(0, |days, day| days | bit(*day));
        let days = checks.take("days", if days == 0 { Err(Problem::Required) } else { Ok(days) });
        checks.done()?;
        let hours = from.zip(until).zip(days);
        let hours = hours.and_then(|((from, until), days)| SendingHours::new(from, until, days));
        hours.ok_or_else(|| Failure::field("until", Problem::Invalid))
    }
}

fn hour(text: &str) -> Result<u8, Problem> {
    let hour: u8 = text.trim().parse().map_err(|_| Problem::Malformed)?;
    if hour <= WHOLE_DAY { Ok(hour) } else { Err(Problem::Malformed) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::ParseTimeError;

    fn at(text: &str) -> Result<Timestamp, ParseTimeError> {
        CivilTime::parse(text).map(Timestamp::from_istanbul)
    }

    #[test]
    fn closes_for_the_night_and_for_days_that_are_not_named() -> Result<(), ParseTimeError> {
        let week_days = SendingHours { from: 9, until: 18, days: 0b001_1111 };
        // 2026-11-23 is a Monday.
        for (hours, now, opens) in [
            (SendingHours::default(), "2026-11-23T20:59", None),
            (SendingHours::default(), "2026-11-23T21:00", Some("2026-11-24T08:00")),
            (SendingHours::default(), "2026-11-24T07:59", Some("2026-11-24T08:00")),
            (SendingHours::default(), "2026-11-24T08:00", None),
            (week_days, "2026-11-27T17:59", None),
            (week_days, "2026-11-27T18:00", Some("2026-11-30T09:00")),
            (week_days, "2026-11-28T12:00", Some("2026-11-30T09:00")),
            (SendingHours { days: 1, ..week_days }, "2026-11-23T18:00", Some("2026-11-30T09:00")),
            (SendingHours::ALWAYS, "2026-11-28T03:00", None),
        ] {
            assert_eq!(hours.opens_after(at(now)?), opens.map(at).transpose()?, "{now}");
        }
        Ok(())
    }

    #[test]
    fn stays_open_until_it_closes_once() -> Result<(), ParseTimeError> {
        let day = SendingHours::default();
        for (now, then, open) in [
            ("2026-11-23T10:00", "2026-11-23T20:59", true),
            ("2026-11-23T20:30", "2026-11-23T21:00", false),
            ("2026-11-23T20:30", "2026-11-24T08:30", false),
            ("2026-11-23T22:00", "2026-11-23T22:00", false),
        ] {
            assert_eq!(day.stays_open(at(now)?, at(then)?), open, "{now} {then}");
        }
        assert!(SendingHours::ALWAYS.stays_open(at("2026-11-23T10:00")?, at("2026-11-25T10:00")?));
        Ok(())
    }

    #[test]
    fn a_form_says_what_is_wrong_with_it() {
        let form = |from: &str, until: &str, days: &[Weekday]| {
            let form =
                SendingHoursForm { from: from.to_owned(), until: until.to_owned(), days: days.to_vec() };
            form.parse().map_err(|failure| {
                failure.fields.into_iter().map(|field| (field.field, field.problem)).collect::<Vec<_>>()
            })
        };
        let monday = [Weekday::Monday];
        assert_eq!(form("9", "18", &monday), Ok(SendingHours { from: 9, until: 18, days: 1 }));
        assert_eq!(form("0", "24", &Weekday::ALL), Ok(SendingHours::ALWAYS));
        let wrong = |field: &str, problem| Err(vec![(field.to_owned(), problem)]);
        assert_eq!(form("18", "9", &monday), wrong("until", Problem::Invalid));
        assert_eq!(form("9", "9", &monday), wrong("until", Problem::Invalid));
        assert_eq!(form("9", "25", &monday), wrong("until", Problem::Malformed));
        assert_eq!(form("", "18", &monday), wrong("from", Problem::Malformed));
        assert_eq!(form("9", "18", &[]), wrong("days", Problem::Required));
    }

    proptest! {
        #[test]
        fn opens_at_the_first_open_hour_and_is_open_then(
            from in 0u8..24, length in 1u8..=24, days in 1u8..128, seconds in 1_790_000_000i64..1_800_000_000,
        ) {
            let until = (from + length).min(24);
            let hours = SendingHours::new(from, until, days);
            prop_assert!(hours.is_some());
            let Some(hours) = hours else { return Ok(()) };
            let now = Timestamp::from_seconds(seconds);
            if let Some(opens) = hours.opens_after(now) {
                prop_assert!(opens > now && hours.opens_after(opens).is_none());
                let mut before = now;
                while before < opens {
                    prop_assert_eq!(hours.opens_after(before), Some(opens));
                    before = before + Duration::from_secs(3_600);
                }
            }
        }
    }
}
