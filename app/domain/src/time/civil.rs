use std::fmt;

use super::Date;
use super::iso::{self, ParseTimeError};

const MICROS_PER_MINUTE: u64 = 60_000_000;
const MICROS_PER_DAY: u64 = 1_440 * MICROS_PER_MINUTE;

/// A reading of the wall clock, without a time zone: what a form field `datetime-local` holds.
///
/// [`Timestamp::from_istanbul`](super::Timestamp::from_istanbul) turns it into an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    date: Date,
    micros_of_day: u64,
}

impl CivilTime {
    /// The given minute of a day; `None` unless the hour is 0–23 and the minute 0–59.
    #[must_use]
    pub fn new(date: Date, hour: u8, minute: u8) -> Option<Self> {
        Self::with_seconds(date, [hour, minute, 0], 0)
    }

    /// The first moment of a day.
    #[must_use]
    pub const fn midnight(date: Date) -> Self {
        Self { date, micros_of_day: 0 }
    }

    pub(super) fn with_seconds(date: Date, clock: [u8; 3], micros: u32) -> Option<Self> {
        let [hour, minute, second] = clock;
        let exists = hour < 24 && minute < 60 && second < 60 && micros < 1_000_000;
        let seconds = (u64::from(hour) * 60 + u64::from(minute)) * 60 + u64::from(second);
        exists.then(|| Self { date, micros_of_day: seconds * 1_000_000 + u64::from(micros) })
    }

    /// `micros_of_day` must be below one day; the callers inside this module see to it.
    pub(super) const fn from_parts(date: Date, micros_of_day: u64) -> Self {
        debug_assert!(micros_of_day < MICROS_PER_DAY);
        Self { date, micros_of_day }
    }

    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The hour, 0–23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        (self.minute_of_day() / 60) as u8
    }

    #[must_use]
    pub const fn minute(self) -> u8 {
        (self.minute_of_day() % 60) as u8
    }

    #[must_use]
    pub const fn second(self) -> u8 {
        (self.micros_of_day / 1_000_000 % 60) as u8
    }

    #[must_use]
    pub const fn microsecond(self) -> u32 {
        (self.micros_of_day % 1_000_000) as u32
    }

    /// Minutes since midnight, 0–1439: the unit of quiet hours.
    #[must_use]
    pub const fn minute_of_day(self) -> u16 {
        (self.micros_of_day / MICROS_PER_MINUTE) as u16
    }

    pub(super) const fn micros_of_day(self) -> u64 {
        self.micros_of_day
    }

    /// `23.11.2026 14:05`.
    #[must_use]
    pub fn format_turkish(self) -> String {
        let date = self.date.format_turkish();
        format!("{date} {:02}:{:02}", self.hour(), self.minute())
    }

    /// Reads what a `datetime-local` field sends: `2026-11-23T14:05`, seconds optional.
    ///
    /// # Errors
    /// [`ParseTimeError`] for another shape or a time that does not exist.
    pub fn parse(text: &str) -> Result<Self, ParseTimeError> {
        iso::read_civil(text)
    }
}

/// `2026-11-23T14:05`, with seconds and microseconds only when there are any.
impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.hour(), self.minute())?;
        match (self.second(), self.microsecond()) {
            (0, 0) => Ok(()),
            (second, 0) => write!(f, ":{second:02}"),
            (second, micros) => write!(f, ":{second:02}.{micros:06}"),
        }
    }
}
