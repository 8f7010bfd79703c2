use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::iso::{self, ParseTimeError};
use super::{CivilTime, Date};

const MICROS_PER_HOUR: i64 = 3_600_000_000;
const MICROS_PER_DAY: i64 = 24 * MICROS_PER_HOUR;

/// UTC+3, the only offset of Europe/Istanbul since 7 September 2016 (Council of Ministers decree
/// 2016/9154). Winters before that day show one hour too much here; the product
/// schedules nothing there.
const ISTANBUL_OFFSET: i64 = 3 * MICROS_PER_HOUR;

/// An instant: microseconds since 1970-01-01T00:00:00Z, the unit of both databases.
///
/// Arithmetic stops at the ends of the range instead of wrapping. In JSON and in forms it is an
/// ISO-8601 string in UTC, `2026-11-23T11:05:00Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    pub const EPOCH: Self = Self(0);
    pub const MIN: Self = Self(i64::MIN);
    pub const MAX: Self = Self(i64::MAX);

    /// The instant a database column of microseconds holds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The instant of a millisecond count, as JavaScript and most vendors give it.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    /// The instant of a Unix time in seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since the epoch, as the database stores them.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds since the epoch, rounded towards the past.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Whole seconds since the epoch, rounded towards the past.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The time from `earlier` to this instant; zero when `earlier` is in fact later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        if self > earlier { Duration::from_micros(self.0.abs_diff(earlier.0)) } else { Duration::ZERO }
    }

    /// What clocks in Türkiye show at this instant.
    #[must_use]
    pub fn to_istanbul(self) -> CivilTime {
        self.civil_at(ISTANBUL_OFFSET)
    }

    /// The calendar reading in UTC.
    #[must_use]
    pub fn to_utc(self) -> CivilTime {
        self.civil_at(0)
    }

    /// The instant at which clocks in Türkiye show `civil`.
    #[must_use]
    pub fn from_istanbul(civil: CivilTime) -> Self {
        Self::at_offset(civil, ISTANBUL_OFFSET)
    }

    /// The instant at which clocks in UTC show `civil`.
    #[must_use]
    pub fn from_utc(civil: CivilTime) -> Self {
        Self::at_offset(civil, 0)
    }

    /// `23.11.2026 14:05` on Turkish clocks, to the minute.
    #[must_use]
    pub fn format_turkish(self) -> String {
        self.to_istanbul().format_turkish()
    }

    /// ISO-8601 in UTC, `2026-11-23T11:05:00Z`, with microseconds only when there are any.
    #[must_use]
    pub fn to_iso8601(self) -> String {
        self.to_string()
    }

    /// Reads ISO-8601 / RFC 3339 with an offset: `2026-11-23T14:05:00+03:00`, `…Z`, `….123456Z`.
    ///
    /// # Errors
    /// [`ParseTimeError`] for another shape, a day or hour that does not exist, or a missing offset.
    pub fn parse_iso8601(text: &str) -> Result<Self, ParseTimeError> {
        let (civil, offset_minutes) = iso::read_instant(text)?;
        Ok(Self::at_offset(civil, i64::from(offset_minutes) * 60_000_000))
    }

    fn civil_at(self, offset: i64) -> CivilTime {
        let shifted = i128::from(self.0) + i128::from(offset);
        let day = i128::from(MICROS_PER_DAY);
        // i64 microseconds are about 107 million days: both casts are exact.
        let days = shifted.div_euclid(day) as i32;
        let micros = shifted.rem_euclid(day) as u64;
        CivilTime::from_parts(Date::from_epoch_days(days), micros)
    }

    fn at_offset(civil: CivilTime, offset: i64) -> Self {
        let days = i128::from(civil.date().epoch_days());
        let micros =
            days * i128::from(MICROS_PER_DAY) + i128::from(civil.micros_of_day()) - i128::from(offset);
        Self(i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// A duration too long for the range counts as the whole range.
fn saturating_micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(saturating_micros(duration)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub_unsigned(saturating_micros(duration)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        iso::write_utc(f, self.to_utc())
    }
}

impl FromStr for Timestamp {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse_iso8601(text)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = ParseTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse_iso8601(&text)
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}
