use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::iso::{self, ParseTimeError};

/// Years beyond this have no ISO-8601 form of six digits.
const LAST_YEAR: i32 = 999_999;

/// A day of the calendar without a time of day, such as the due date of an invoice.
///
/// On the wire it is `2026-11-23`. Years run from -999999 to 999999 of the proleptic Gregorian
/// calendar; arithmetic stops at both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    epoch_days: i32,
}

/// A day of the week, Monday first as in Türkiye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Its name in English, small: `monday`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

impl Date {
    /// The day with this year, month (1–12) and day (1–31); `None` when there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (-LAST_YEAR..=LAST_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then(|| Self { epoch_days: days_from_civil(year, month, day) })
    }

    /// The day that many days after 1970-01-01.
    #[must_use]
    pub fn from_epoch_days(epoch_days: i32) -> Self {
        let first = days_from_civil(-LAST_YEAR, 1, 1);
        let last = days_from_civil(LAST_YEAR, 12, 31);
        Self { epoch_days: epoch_days.clamp(first, last) }
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub const fn epoch_days(self) -> i32 {
        self.epoch_days
    }

    #[must_use]
    pub fn year(self) -> i32 {
        civil_from_days(self.epoch_days).0
    }

    /// The month, 1 for January.
    #[must_use]
    pub fn month(self) -> u8 {
        civil_from_days(self.epoch_days).1
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        civil_from_days(self.epoch_days).2
    }

    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, the fourth of the list.
        let position = (i64::from(self.epoch_days) + 3).rem_euclid(7);
        Weekday::ALL[position as usize]
    }

    /// The day `days` later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_epoch_days(self.epoch_days.saturating_add(days))
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.epoch_days - earlier.epoch_days
    }

    /// `23.11.2026`.
    #[must_use]
    pub fn format_turkish(self) -> String {
        let (year, month, day) = civil_from_days(self.epoch_days);
        format!("{day:02}.{month:02}.{year:04}")
    }

    /// Reads `2026-11-23`.
    ///
    /// # Errors
    /// [`ParseTimeError`] for another shape or a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, ParseTimeError> {
        iso::read_date(text)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`: the year is
/// made to begin in March so that the leap day comes last.
fn days_from_civil(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse, `civil_from_days`, from the same source.
fn civil_from_days(epoch_days: i32) -> (i32, u8, u8) {
    let shifted = epoch_days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + i32::from(month <= 2);
    (year, month as u8, day as u8)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.epoch_days);
        if (0..=9_999).contains(&year) {
            write!(f, "{year:04}-{month:02}-{day:02}")
        } else {
            write!(f, "{year:+07}-{month:02}-{day:02}")
        }
    }
}

impl FromStr for Date {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Date {
    type Error = ParseTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
