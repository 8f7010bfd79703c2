//! Dates as the vendor writes them, in Turkish time (UTC+3 all year).

use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{PrimitiveDateTime, UtcOffset};

use crate::clock::date_of;

const TURKEY: UtcOffset = offset!(+3);
const MINUTES: &[FormatItem<'_>] = format_description!("[year]-[month]-[day] [hour]:[minute]");
const SECONDS: &[FormatItem<'_>] = format_description!("[year]-[month]-[day] [hour]:[minute]:[second].0");

/// `yyyy-MM-dd HH:mm` to unix microseconds.
pub(super) fn parse(text: &str) -> Option<i64> {
    let moment = PrimitiveDateTime::parse(text, MINUTES).ok()?.assume_offset(TURKEY);
    i64::try_from(moment.unix_timestamp_nanos() / 1000).ok()
}

/// `yyyy-MM-dd HH:mm:ss.0`.
pub(super) fn seconds(unix_micros: i64) -> String {
    // The format has only numbers, which cannot fail to be written.
    date_of(unix_micros).to_offset(TURKEY).format(SECONDS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_turkish_time() {
        let noon = parse("2026-06-01 12:00");
        assert_eq!(noon, Some(1_780_304_400_000_000));
        assert_eq!(noon.map(seconds).as_deref(), Some("2026-06-01 12:00:00.0"));
        for text in ["2026-06-01 12:00:00", "01.06.2026 12:00", "2026-06-31 12:00", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
