use domain::companies::SendingHours;
use domain::message::{Class, Purpose};
use domain::time::Timestamp;

/// When a message may leave that runs into its company's quiet hours now; `None` when it may at once.
/// Nobody waits for a commercial one, whatever it is sent for.
pub(crate) fn quiet_until(
    hours: SendingHours,
    purpose: Purpose,
    class: Class,
    now: Timestamp,
) -> Option<Timestamp> {
    let urgent = purpose.is_urgent() && class == Class::Informational;
    if urgent { None } else { hours.opens_after(now) }
}

#[cfg(test)]
mod tests {
    use domain::time::{CivilTime, ParseTimeError};

    use super::*;

    #[test]
    fn a_campaign_waits_for_the_morning_and_a_code_does_not() -> Result<(), ParseTimeError> {
        let at = |text| CivilTime::parse(text).map(Timestamp::from_istanbul);
        let (night, morning) = (at("2026-11-23T21:00")?, at("2026-11-24T08:00")?);
        for (purpose, class, until) in [
            (Purpose::Campaign, Class::Informational, Some(morning)),
            (Purpose::Recipe, Class::Informational, Some(morning)),
            (Purpose::Transactional, Class::Commercial, Some(morning)),
            (Purpose::Code, Class::Commercial, Some(morning)),
            (Purpose::Code, Class::Informational, None),
        ] {
            let found = quiet_until(SendingHours::default(), purpose, class, night);
            assert_eq!(found, until, "{purpose} {class}");
        }
        assert_eq!(quiet_until(SendingHours::ALWAYS, Purpose::Campaign, Class::Commercial, night), None);
        Ok(())
    }
}
