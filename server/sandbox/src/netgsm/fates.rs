//! What becomes of a message, chosen by the number it goes to.

use std::time::Duration;

/// Magic numbers: the last four digits of the number choose its delivery report.
///
/// | ends in | status | |
/// |---|---|---|
/// | 0000 | 3 | invalid number |
/// | 0001 | 2 | expired, phone off |
/// | 0002, 0015 | 15 | on the account's blacklist |
/// | 0003, 0016 | 16 | İYS refused |
/// | 0004 | 4 | could not be handed over |
/// | 0011 – 0014, 0017, 0022 | 11 – 14, 17, 22 | refused, send error, duplicate, no credit, İYS error, abroad off |
/// | 0103 | 103 | whole job failed |
/// | 0101, 0105, 0112 | 2, 3, 11 | error 101 inbox full, 105 wrong number, 112 device closed to SMS |
/// | 0060, 0061 | 1 | delivered after a minute, after an hour |
/// | 0098, 0099 | 0 | waits for ever; waits until its validity ends, then 2 |
///
/// Any other number is delivered after the configured delay. Times are virtual.
pub const FATES: &[Fate] = &[
    fate("0000", 3, 105, SOON, "Geçersiz numara", "Invalid number"),
    fate("0001", 2, 102, LATER, "Süre doldu, telefon kapalı", "Expired, phone off"),
    fate("0002", 15, 106, SOON, "Kara listede", "On the blacklist"),
    fate("0003", 16, 0, SOON, "İYS izni yok", "Refused by İYS"),
    fate("0004", 4, 114, SOON, "Operatöre iletilemedi", "Could not be handed over"),
    fate("0011", 11, 106, SOON, "Operatör reddetti", "Refused by the operator"),
    fate("0012", 12, 119, SOON, "Gönderim hatası", "Send error"),
    fate("0013", 13, 0, SOON, "Mükerrer gönderim", "Duplicate"),
    fate("0014", 14, 0, SOON, "Kredi yetersiz", "Not enough credit"),
    fate("0015", 15, 106, SOON, "Kara listede", "On the blacklist"),
    fate("0016", 16, 0, SOON, "İYS izni yok", "Refused by İYS"),
    fate("0017", 17, 0, SOON, "İYS hatası", "İYS error"),
    fate("0022", 22, 0, SOON, "Yurt dışı gönderim kapalı", "Sending abroad is off"),
    fate("0060", 1, 0, Some(Duration::from_secs(60)), "Bir dakikada iletilir", "Delivered after a minute"),
    fate("0061", 1, 0, Some(Duration::from_secs(3600)), "Bir saatte iletilir", "Delivered after an hour"),
    fate("0098", 0, 0, None, "Hep beklemede", "Waits for ever"),
    fate(
        "0099",
        2,
        102,
        Some(Duration::from_secs(30 * 86_400)),
        "Geçerlilik bitince düşer",
        "Expires with its validity",
    ),
    fate("0101", 2, 101, LATER, "Gelen kutusu dolu", "Inbox full"),
    fate("0103", 103, 119, SOON, "Görev başarısız", "Job failed"),
    fate("0105", 3, 105, SOON, "Yanlış numara", "Wrong number"),
    fate("0112", 11, 112, SOON, "Cihaz SMS'e kapalı", "Device closed to SMS"),
];

/// Texts that, in the first message of a call, make the call itself go wrong: code 80, code 100,
/// no answer after accepting, a cut connection after accepting; `#DUP` gives its recipient status 13.
pub const MAGIC_TEXTS: &[&str] = &["#LIMIT", "#SYSTEM", "#TIMEOUT", "#CUT", "#DUP"];

/// Sender names with a code of their own: 40 not defined, 50 no İYS permission, 51 no İYS brand, 41 not usable for one-time passwords.
pub const MAGIC_SENDERS: &[(&str, &str)] =
    &[("NOHEADER", "40"), ("NOIYS", "50"), ("NOBRAND", "51"), ("NOOTP", "41")];

const SOON: Option<Duration> = Some(Duration::from_secs(2));
const LATER: Option<Duration> = Some(Duration::from_secs(30));

/// One row of [`FATES`], with a description a user can read.
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    /// Last four digits of the number.
    pub suffix: &'static str,
    /// Final `status` of the report row.
    pub status: u16,
    /// `errorCode` of the report row.
    pub error_code: u16,
    /// Virtual time from the start of the job to the final status; `None` is never.
    pub after: Option<Duration>,
    /// Description in Turkish.
    pub tr: &'static str,
    /// Description in English.
    pub en: &'static str,
}

impl Fate {
    /// The fate of a ten-digit number, `None` for an ordinary one.
    pub fn of(number: u64) -> Option<&'static Self> {
        let ending = number % 10_000;
        // All magic endings are small; this keeps the search away from ordinary numbers.
        if ending > 112 {
            return None;
        }
        FATES.iter().find(|fate| fate.suffix.parse() == Ok(ending))
    }
}

const fn fate(
    suffix: &'static str,
    status: u16,
    error_code: u16,
    after: Option<Duration>,
    tr: &'static str,
    en: &'static str,
) -> Fate {
    Fate { suffix, status, error_code, after, tr, en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_fate_by_the_end_of_a_number() {
        for fate in FATES {
            let number = format!("532123{}", fate.suffix).parse().ok();
            let found = number.and_then(Fate::of).map(|found| found.suffix);
            assert_eq!(found, Some(fate.suffix));
        }
        assert!(Fate::of(5_321_234_567).is_none());
    }
}
