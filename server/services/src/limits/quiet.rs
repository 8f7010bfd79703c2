use domain::message::{Class, Purpose};
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

    /// The end of the quiet hours a message runs into now; `None` when it may leave. Nobody waits for a
    /// commercial one, whatever it is sent for.
    #[must_use]
    pub fn hold_until(&self, purpose: Purpose, class: Class, now: Timestamp) -> Option<Timestamp> {
        let urgent = purpose.is_urgent() && class == Class::Informational;
        if urgent { None } else { self.end_at(now) }
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
    /// 21:00 to 08:00; the law names no hours.
    fn default() -> Self {
        Self { from: 21 * 60, to: 8 * 60 }
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
            ("2026-11-23T20:59", None),
            ("2026-11-23T21:00", Some("2026-11-24T08:00")),
            ("2026-11-24T00:30", Some("2026-11-24T08:00")),
            ("2026-11-24T07:59", Some("2026-11-24T08:00")),
            ("2026-11-24T08:00", None),
        ] {
            let until = until.map(at).transpose()?;
            let hold = |purpose, class| Ok(hours.hold_until(purpose, class, at(now)?));
            assert_eq!(hold(Purpose::Campaign, Class::Informational)?, until, "{now}");
            assert_eq!(hold(Purpose::Transactional, Class::Commercial)?, until, "{now}");
            assert_eq!(hold(Purpose::Code, Class::Informational)?, None);
        }
        Ok(())
    }

    #[test]
    fn hours_within_a_day_end_on_it() -> Result<(), ParseTimeError> {
        let lunch = QuietHours { from: 12 * 60, to: 13 * 60 };
        let (noon, class) = (at("2026-11-23T12:30")?, Class::Informational);
        assert_eq!(lunch.hold_until(Purpose::Recipe, class, noon), Some(at("2026-11-23T13:00")?));
        assert_eq!(QuietHours::NONE.hold_until(Purpose::Recipe, class, noon), None);
        Ok(())
    }
}
