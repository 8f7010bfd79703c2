use std::time::Duration;

use proptest::prelude::*;

use super::{CivilTime, Date, ParseTimeError, Timestamp, Weekday};

#[test]
fn shows_turkish_clocks_three_hours_ahead_of_utc() {
    let launch = Timestamp::parse_iso8601("2026-11-23T11:05:00Z");
    assert_eq!(launch.map(Timestamp::format_turkish), Ok("23.11.2026 14:05".into()));
}

#[test]
fn turns_the_day_at_turkish_midnight() {
    let evening = Timestamp::parse_iso8601("2027-12-31T21:00:00Z");
    assert_eq!(evening.map(Timestamp::format_turkish), Ok("01.01.2028 00:00".into()));
}

#[test]
fn reads_the_usual_shapes_of_iso_8601() {
    let moment = 1_795_431_900_000_000;
    for (text, micros) in [
        ("2026-11-23T11:05:00Z", moment),
        ("2026-11-23T14:05:00+03:00", moment),
        ("2026-11-23T14:05+0300", moment),
        ("2026-11-23 06:05:00-05:00", moment),
        ("2026-11-23T11:05:00.25Z", moment + 250_000),
        ("2026-11-23t11:05:00.1234569z", moment + 123_456),
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999999Z", -1),
    ] {
        let read = Timestamp::parse_iso8601(text).map(Timestamp::micros);
        assert_eq!(read, Ok(micros), "{text}");
    }
}

#[test]
fn refuses_what_is_not_an_instant() {
    for (text, error) in [
        ("", ParseTimeError::Shape),
        ("23.11.2026 14:05", ParseTimeError::Shape),
        ("2026-11-23", ParseTimeError::Shape),
        ("2026-11-23T11:05:00", ParseTimeError::MissingOffset),
        ("2026-11-23T11:05:00Z ", ParseTimeError::Shape),
        ("2026-11-23T11:05:00.Z", ParseTimeError::Shape),
        ("2026-11-23T11:05:00.1234567890Z", ParseTimeError::Shape),
        ("2026-02-29T11:05:00Z", ParseTimeError::NoSuchMoment),
        ("2026-13-01T11:05:00Z", ParseTimeError::NoSuchMoment),
        ("2026-11-23T24:00:00Z", ParseTimeError::NoSuchMoment),
        ("2026-11-23T11:05:60Z", ParseTimeError::NoSuchMoment),
        ("2026-11-23T11:05:00+24:00", ParseTimeError::NoSuchMoment),
    ] {
        assert_eq!(Timestamp::parse_iso8601(text), Err(error), "{text}");
    }
}

#[test]
fn knows_leap_years() {
    assert!(Date::new(2024, 2, 29).is_some());
    assert!(Date::new(2000, 2, 29).is_some());
    assert!(Date::new(1900, 2, 29).is_none());
    assert!(Date::new(2026, 2, 29).is_none());
    assert!(Date::new(2026, 4, 31).is_none());
    assert!(Date::new(2026, 0, 1).is_none());
    assert!(Date::new(2026, 1, 0).is_none());
}

#[test]
fn knows_days_of_the_week() {
    for (text, weekday) in [
        ("1970-01-01", Weekday::Thursday),
        ("1923-10-29", Weekday::Monday),
        ("2000-01-01", Weekday::Saturday),
        ("2026-11-23", Weekday::Monday),
        ("2026-11-29", Weekday::Sunday),
    ] {
        assert_eq!(Date::parse(text).map(Date::weekday), Ok(weekday), "{text}");
    }
}

#[test]
fn counts_days_across_months_and_leap_days() {
    let date = |text| Date::parse(text).map(Date::epoch_days);
    assert_eq!(date("1970-01-01"), Ok(0));
    assert_eq!(date("2000-03-01"), Ok(11_017));
    let later = Date::parse("2024-02-28").map(|day| day.plus_days(2).to_string());
    assert_eq!(later, Ok("2024-03-01".into()));
}

#[test]
fn reads_a_form_field_as_turkish_time() {
    let instant = CivilTime::parse("2026-11-23T14:05").map(Timestamp::from_istanbul);
    assert_eq!(instant.map(Timestamp::to_iso8601), Ok("2026-11-23T11:05:00Z".into()));
}

#[test]
fn arithmetic_stops_at_the_ends() {
    assert_eq!(Timestamp::MAX + Duration::from_secs(1), Timestamp::MAX);
    assert_eq!(Timestamp::MIN - Duration::MAX, Timestamp::MIN);
    assert_eq!(Timestamp::from_millis(i64::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::MAX.since(Timestamp::MIN), Duration::from_micros(u64::MAX));
    assert_eq!(Timestamp::MIN.since(Timestamp::MAX), Duration::ZERO);
}

#[test]
fn days_stop_at_the_last_year() {
    let last = Date::from_epoch_days(i32::MAX);
    assert_eq!(last.to_string(), "+999999-12-31");
    assert_eq!(last.plus_days(1), last);
    assert_eq!(Date::from_epoch_days(i32::MIN).to_string(), "-999999-01-01");
}

#[test]
fn rounds_coarser_units_towards_the_past() {
    assert_eq!(Timestamp::from_micros(-1).millis(), -1);
    assert_eq!(Timestamp::from_micros(-1).seconds(), -1);
    assert_eq!(Timestamp::from_micros(1_999_999).seconds(), 1);
}

#[test]
fn travels_as_iso_8601() -> Result<(), serde_json::Error> {
    let json = serde_json::to_string(&Timestamp::from_millis(1_500))?;
    assert_eq!(json, "\"1970-01-01T00:00:01.500000Z\"");
    let back: Timestamp = serde_json::from_str(&json)?;
    assert_eq!(back, Timestamp::from_millis(1_500));
    Ok(())
}

proptest! {
    #[test]
    fn every_instant_survives_iso_8601(micros in any::<i64>()) {
        let instant = Timestamp::from_micros(micros);
        prop_assert_eq!(Timestamp::parse_iso8601(&instant.to_iso8601()), Ok(instant));
    }

    #[test]
    fn every_instant_survives_the_turkish_calendar(micros in any::<i64>()) {
        let instant = Timestamp::from_micros(micros);
        prop_assert_eq!(Timestamp::from_istanbul(instant.to_istanbul()), instant);
    }

    #[test]
    fn every_reading_survives_its_text(micros in any::<i64>()) {
        let civil = Timestamp::from_micros(micros).to_istanbul();
        prop_assert_eq!(CivilTime::parse(&civil.to_string()), Ok(civil));
    }

    #[test]
    fn every_day_survives_its_parts(days in -364_000_000_i32..364_000_000) {
        let date = Date::from_epoch_days(days);
        prop_assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
    }

    #[test]
    fn the_next_day_is_later_in_the_calendar(days in -364_000_000_i32..364_000_000) {
        let today = Date::from_epoch_days(days);
        let parts = |date: Date| (date.year(), date.month(), date.day());
        prop_assert!(parts(today) < parts(today.plus_days(1)));
    }

    #[test]
    fn adding_a_duration_can_be_undone(start in any::<i32>(), micros in any::<u32>()) {
        let instant = Timestamp::from_micros(i64::from(start));
        let duration = Duration::from_micros(u64::from(micros));
        prop_assert_eq!(instant + duration - duration, instant);
        prop_assert_eq!((instant + duration).since(instant), duration);
    }

    #[test]
    fn never_panics_on_any_text(text in "\\PC*") {
        let _ = Timestamp::parse_iso8601(&text);
        let _ = Date::parse(&text);
    }
}
