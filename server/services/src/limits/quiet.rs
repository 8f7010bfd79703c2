use domain::message::Purpose;
use domain::time::{CivilTime, Timestamp};

/// The part of the day in which messages that nobody waits for do not leave, on the recipient's clock.
///
/// Every number this product writes to keeps Turkish time, so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// Minutes since midnight, 0–1439.
    pub from: u16,
    pub to: u16,
}

impl QuietHours {
    /// Never quiet.
    pub const NONE: Self = Self { from: 0, to: 0 };

    /// The end of the quiet hours a message of this purpose runs into now; `None` when it may leave.
    #[must_use]
    pub fn hold_until(&self, purpose: Purpose, now: Timestamp) -> Option<Timestamp> {
        if purpose.is_urgent() { None } else { self.end_at(now) }
    }

    fn end_at(&self, now: Timestamp) -> Option<Timestamp> {
        let civil = now.to_istanbul();
        let minute = civil.minute_of_day();
        let over_midnight = self.from > self.to;
        let quiet = if over_midnight {
            minute >= self.from || minute < self.to
        } else {
            (self.from..self.to).contains(&minute)
        };
        let tomorrow = over_midnight && minute >= self.from;
        let day = if tomorrow { civil.date().plus_days(1) } else { civil.date() };
        let end = CivilTime::new(day, (self.to / 60) as u8, (self.to % 60) as u8)?;
        quiet.then(|| Timestamp::from_istanbul(end))
    }
}

impl Default for QuietHours {
    /// 20:00 to 09:00, what Turkish senders keep to; the law names no hours.
    fn default() -> Self {
        Self { from: 20 * 60, to: 9 * 60 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::ParseTimeError;

    fn at(text: &str) -> Result<Timestamp, ParseTimeError> {
        CivilTime::parse(text).map(Timestamp::from_istanbul)
    }

    #[test]
    fn a_campaign_waits_for_the_morning_and_a_code_does_not() -> Result<(), ParseTimeError> {
        let hours = QuietHours::default();
        for (now, until) in [
            ("2026-11-23T19:59", None),
            ("2026-11-23T20:00", Some("2026-11-24T09:00")),
            ("2026-11-24T00:30", Some("2026-11-24T09:00")),
            ("2026-11-24T08:59", Some("2026-11-24T09:00")),
            ("2026-11-24T09:00", None),
        ] {
            let until = until.map(at).transpose()?;
            assert_eq!(hours.hold_until(Purpose::Campaign, at(now)?), until, "{now}");
            assert_eq!(hours.hold_until(Purpose::Code, at(now)?), None);
        }
        Ok(())
    }

    #[test]
    fn hours_within_a_day_end_on_it() -> Result<(), ParseTimeError> {
        let lunch = QuietHours { from: 12 * 60, to: 13 * 60 };
        assert_eq!(lunch.hold_until(Purpose::Recipe, at("2026-11-23T12:30")?), Some(at("2026-11-23T13:00")?));
        assert_eq!(QuietHours::NONE.hold_until(Purpose::Recipe, at("2026-11-23T12:30")?), None);
        Ok(())
    }
}
