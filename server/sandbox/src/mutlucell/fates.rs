//! What becomes of a message, chosen by the number it goes to.

use std::time::Duration;

/// Magic numbers: the last four digits of the number choose its delivery report.
///
/// | ends in | status | |
/// |---|---|---|
/// | 0000 | 15 | unused number |
/// | 0001, 0005 | 5 | timed out |
/// | 0002, 0003, 0007 | 7 | rejected |
/// | 0006, 0011 – 0013, 0016 – 0022 | the same | unsuccessful, unknown, no line, error, failures |
/// | 0010 | 0 | could not be sent |
/// | 0025 | 2 | sent, and nothing more is heard |
/// | 0060, 0061 | 3 | delivered after a minute, after an hour |
/// | 0098 | 1 | in progress for ever |
/// | 0099 | 5 | in progress until its validity ends |
///
/// Any other number is delivered after the configured delay. Times are virtual.
pub const FATES: &[Fate] = &[
    fate("0000", 15, SOON),
    fate("0001", 5, LATER),
    fate("0002", 7, SOON),
    fate("0003", 7, SOON),
    fate("0005", 5, LATER),
    fate("0006", 6, SOON),
    fate("0007", 7, SOON),
    fate("0010", 0, SOON),
    fate("0011", 11, SOON),
    fate("0012", 12, SOON),
    fate("0013", 13, SOON),
    fate("0016", 16, SOON),
    fate("0017", 17, SOON),
    fate("0018", 18, SOON),
    fate("0019", 19, SOON),
    fate("0020", 20, SOON),
    fate("0021", 21, SOON),
    fate("0022", 22, SOON),
    fate("0025", 2, SOON),
    fate("0060", 3, Some(Duration::from_secs(60))),
    fate("0061", 3, Some(Duration::from_secs(3600))),
    fate("0098", 1, None),
    fate("0099", 5, Some(Duration::from_secs(30 * 86_400))),
];

/// Texts that, in the first message of a package, make the call itself go wrong: code 24, code 25, no
/// answer after accepting, a cut connection after accepting, a package with nothing in it.
pub const MAGIC_TEXTS: &[&str] = &["#LIMIT", "#SYSTEM", "#TIMEOUT", "#CUT", "#ZERO"];

/// A sender name that is never the account's.
pub const MAGIC_SENDERS: &[(&str, &str)] = &[("NOHEADER", "21")];

/// Users with a code of their own: 30 not activated, 34 closed to the API.
pub const MAGIC_USERS: &[(&str, &str)] = &[("passive", "30"), ("closed", "34")];

const SOON: Option<Duration> = Some(Duration::from_secs(2));
const LATER: Option<Duration> = Some(Duration::from_secs(30));

/// One row of [`FATES`].
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    /// Last four digits of the number.
    pub suffix: &'static str,
    /// Final status of the report's row.
    pub status: u8,
    /// Virtual time from the start of the package to the final status; `None` is never.
    pub after: Option<Duration>,
}

impl Fate {
    /// The fate of a ten-digit number, `None` for an ordinary one.
    pub fn of(number: u64) -> Option<&'static Self> {
        let ending = number % 10_000;
        // All magic endings are small; this keeps the search away from ordinary numbers.
        if ending > 99 {
            return None;
        }
        FATES.iter().find(|fate| fate.suffix.parse() == Ok(ending))
    }
}

const fn fate(suffix: &'static str, status: u8, after: Option<Duration>) -> Fate {
    Fate { suffix, status, after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_fate_by_the_end_of_a_number() {
        for fate in FATES {
            let number = format!("532123{}", fate.suffix).parse().ok();
            assert_eq!(number.and_then(Fate::of).map(|found| found.suffix), Some(fate.suffix));
        }
        assert!(Fate::of(5_321_234_567).is_none());
    }
}
