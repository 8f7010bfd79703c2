//! Dates as the vendor writes them, in Turkish time (UTC+3 all year).

use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{PrimitiveDateTime, UtcOffset};

use crate::clock::date_of;

const TURKEY: UtcOffset = offset!(+3);
const MINUTES: &[FormatItem<'_>] = format_description!("[day][month][year][hour][minute]");
const SECONDS: &[FormatItem<'_>] = format_description!("[day][month][year][hour][minute][second]");
const DOTTED: &[FormatItem<'_>] = format_description!("[day].[month].[year] [hour]:[minute]:[second]");

/// `ddMMyyyyHHmm` to unix microseconds.
pub(super) fn parse_minutes(text: &str) -> Option<i64> {
    parse(text, MINUTES)
}

/// `ddMMyyyyHHmmss` to unix microseconds.
pub(super) fn parse_seconds(text: &str) -> Option<i64> {
    parse(text, SECONDS)
}

/// `dd.MM.yyyy HH:mm:ss` to unix microseconds.
pub(super) fn parse_dotted(text: &str) -> Option<i64> {
    parse(text, DOTTED)
}

/// `dd.MM.yyyy HH:mm:ss`.
pub(super) fn dotted(unix_micros: i64) -> String {
    // The format has only numbers, which cannot fail to be written.
    date_of(unix_micros).to_offset(TURKEY).format(DOTTED).unwrap_or_default()
}

fn parse(text: &str, format: &[FormatItem<'_>]) -> Option<i64> {
    let moment = PrimitiveDateTime::parse(text, format).ok()?.assume_offset(TURKEY);
    i64::try_from(moment.unix_timestamp_nanos() / 1000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_turkish_time() {
        let noon = parse_dotted("01.06.2026 12:00:00");
        assert_eq!(noon, Some(1_780_304_400_000_000));
        assert_eq!(noon, parse_minutes("010620261200"));
        assert_eq!(noon, parse_seconds("01062026120000"));
        assert_eq!(noon.map(dotted).as_deref(), Some("01.06.2026 12:00:00"));
        assert_eq!(parse_minutes("01062026120000"), None);
    }
}
