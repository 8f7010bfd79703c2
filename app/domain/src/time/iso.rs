//! ISO 8601-1 calendar dates, in the profile of RFC 3339.

use std::fmt;

use super::{CivilTime, Date};

/// Why a text is not a date or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseTimeError {
    /// The text does not look like `2026-11-23` or `2026-11-23T14:05:00+03:00`.
    #[error("not an ISO-8601 date or time")]
    Shape,
    /// It looks right, but the calendar or the clock has no such moment.
    #[error("no such day or time")]
    NoSuchMoment,
    /// An instant needs `Z` or `+03:00`, else it means different moments to different readers.
    #[error("the offset from UTC is missing")]
    MissingOffset,
}

use ParseTimeError::{MissingOffset, NoSuchMoment, Shape};

pub(super) fn write_utc(f: &mut fmt::Formatter<'_>, utc: CivilTime) -> fmt::Result {
    write!(f, "{}T{:02}:{:02}:{:02}", utc.date(), utc.hour(), utc.minute(), utc.second())?;
    match utc.microsecond() {
        0 => f.write_str("Z"),
        micros => write!(f, ".{micros:06}Z"),
    }
}

pub(super) fn read_date(text: &str) -> Result<Date, ParseTimeError> {
    let mut scanner = Scanner(text.as_bytes());
    let date = scanner.date()?;
    scanner.end().map(|()| date)
}

pub(super) fn read_civil(text: &str) -> Result<CivilTime, ParseTimeError> {
    let mut scanner = Scanner(text.as_bytes());
    let civil = scanner.civil()?;
    scanner.end().map(|()| civil)
}

/// The civil reading and its offset from UTC in minutes.
pub(super) fn read_instant(text: &str) -> Result<(CivilTime, i32), ParseTimeError> {
    let mut scanner = Scanner(text.as_bytes());
    let civil = scanner.civil()?;
    let offset = scanner.offset()?;
    scanner.end().map(|()| (civil, offset))
}

struct Scanner<'a>(&'a [u8]);

impl Scanner<'_> {
    fn date(&mut self) -> Result<Date, ParseTimeError> {
        let year = self.year()?;
        self.expect(b"-")?;
        let month = self.two_digits()?;
        self.expect(b"-")?;
        let day = self.two_digits()?;
        Date::new(year, month, day).ok_or(NoSuchMoment)
    }

    fn civil(&mut self) -> Result<CivilTime, ParseTimeError> {
        let date = self.date()?;
        self.expect(b"Tt ")?;
        let hour = self.two_digits()?;
        self.expect(b":")?;
        let minute = self.two_digits()?;
        let (second, micros) = self.seconds()?;
        CivilTime::with_seconds(date, [hour, minute, second], micros).ok_or(NoSuchMoment)
    }

    /// Years outside 0000–9999 carry a sign and six digits.
    fn year(&mut self) -> Result<i32, ParseTimeError> {
        let (sign, digits) = match self.take(b"+-") {
            Some(b'-') => (-1, 6),
            Some(_) => (1, 6),
            None => (1, 4),
        };
        let year = self.number(digits)?;
        Ok(sign * i32::try_from(year).map_err(|_| Shape)?)
    }

    fn seconds(&mut self) -> Result<(u8, u32), ParseTimeError> {
        if self.take(b":").is_none() {
            return Ok((0, 0));
        }
        let second = self.two_digits()?;
        match self.take(b".,") {
            Some(_) => Ok((second, self.fraction()?)),
            None => Ok((second, 0)),
        }
    }

    /// One to nine digits; what is finer than a microsecond is cut off.
    fn fraction(&mut self) -> Result<u32, ParseTimeError> {
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let exponent = u32::try_from(length).map_err(|_| Shape)?;
        if !(1..=9).contains(&exponent) {
            return Err(Shape);
        }
        let nanos = self.number(length)? * 10_u32.pow(9 - exponent);
        Ok(nanos / 1_000)
    }

    fn offset(&mut self) -> Result<i32, ParseTimeError> {
        let sign = match self.take(b"Zz+-") {
            None if self.0.is_empty() => return Err(MissingOffset),
            None => return Err(Shape),
            Some(b'Z' | b'z') => return Ok(0),
            Some(b'-') => -1,
            Some(_) => 1,
        };
        let hours = self.two_digits()?;
        self.take(b":");
        let minutes = self.two_digits()?;
        if hours > 23 || minutes > 59 {
            return Err(NoSuchMoment);
        }
        Ok(sign * (i32::from(hours) * 60 + i32::from(minutes)))
    }

    fn two_digits(&mut self) -> Result<u8, ParseTimeError> {
        self.number(2).and_then(|number| u8::try_from(number).map_err(|_| Shape))
    }

    /// Exactly `length` digits, nine at most.
    fn number(&mut self, length: usize) -> Result<u32, ParseTimeError> {
        let (digits, rest) = self.0.split_at_checked(length).ok_or(Shape)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(Shape);
        }
        self.0 = rest;
        Ok(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    fn take(&mut self, wanted: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        wanted.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }

    fn expect(&mut self, wanted: &[u8]) -> Result<(), ParseTimeError> {
        self.take(wanted).map(|_| ()).ok_or(Shape)
    }

    fn end(&self) -> Result<(), ParseTimeError> {
        if self.0.is_empty() { Ok(()) } else { Err(Shape) }
    }
}
