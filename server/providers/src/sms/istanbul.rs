//! Dates as Turkish providers write them: the wall clock of Istanbul.

use domain::time::{CivilTime, Timestamp};

/// `ddMMyyyyHHmm`; with a part of a minute it is the next one, so that an end never comes too early.
pub(super) fn minutes(at: Timestamp) -> String {
    let [year, month, day, hour, minute, _] = fields(next_minute(at).to_istanbul());
    format!("{day:02}{month:02}{year:04}{hour:02}{minute:02}")
}

/// `yyyy-MM-dd HH:mm`, the minute that `at` is in.
pub(super) fn dashed(at: Timestamp) -> String {
    let [year, month, day, hour, minute, _] = fields(at.to_istanbul());
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

/// As [`dashed`], but with a part of a minute it is the next one, so that an end never comes too early.
pub(super) fn dashed_end(at: Timestamp) -> String {
    dashed(next_minute(at))
}

fn next_minute(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(59_999_999))
}

/// `ddMMyyyyHHmmss`.
pub(super) fn seconds(at: Timestamp) -> String {
    let [year, month, day, hour, minute, second] = fields(at.to_istanbul());
    format!("{day:02}{month:02}{year:04}{hour:02}{minute:02}{second:02}")
}

/// `dd.MM.yyyy HH:mm:ss`.
pub(super) fn dotted(at: Timestamp) -> String {
    let [year, month, day, hour, minute, second] = fields(at.to_istanbul());
    format!("{day:02}.{month:02}.{year:04} {hour:02}:{minute:02}:{second:02}")
}

/// Reads `dd.MM.yyyy HH:mm:ss`, with or without seconds, or an ISO form with a blank or a `T`.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let (date, clock) = text.trim().split_once([' ', 'T'])?;
    let date = match date.split('.').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    };
    let clock = clock.split('.').next()?;
    CivilTime::parse(&format!("{date}T{clock}")).ok().map(Timestamp::from_istanbul)
}

fn fields(civil: CivilTime) -> [i32; 6] {
    let date = civil.date();
    let clock = [civil.hour(), civil.minute(), civil.second()].map(i32::from);
    [date.year(), date.month().into(), date.day().into(), clock[0], clock[1], clock[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23 November 2026, 14:05:30 in Istanbul.
    const AT: Timestamp = Timestamp::from_seconds(1_795_431_930);

    #[test]
    fn writes_the_wall_clock_of_istanbul() {
        assert_eq!(dotted(AT), "23.11.2026 14:05:30");
        assert_eq!(seconds(AT), "23112026140530");
        assert_eq!(minutes(AT), "231120261406");
        assert_eq!(dashed(AT), "2026-11-23 14:05");
        assert_eq!(dashed_end(AT), "2026-11-23 14:06");
        let full = Timestamp::from_seconds(AT.seconds() - 30);
        assert_eq!(dashed_end(full), "2026-11-23 14:05");
    }

    #[test]
    fn reads_every_form_in_use() {
        for text in
            ["23.11.2026 14:05:30", "2026-11-23 14:05:30", "2026-11-23T14:05:30", "2026-11-23 14:05:30.123"]
        {
            assert_eq!(read(text), Some(AT), "{text}");
        }
        assert_eq!(read("6.1.2026 09:05:00").map(dotted).as_deref(), Some("06.01.2026 09:05:00"));
        for text in ["", "yarın", "23.11.2026", "31.02.2026 10:00:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
