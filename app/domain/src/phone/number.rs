use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{PhoneError, parse};

/// A telephone number in E.164 form, `+905321234567`.
///
/// [`PhoneNumber::parse`] yields only numbers that can receive SMS. Serde also accepts the Turkish
/// landlines of [`PhoneNumber::parse_any`], since it has to read back what it wrote. `Debug` shows
/// the [`masked`](PhoneNumber::masked) form, so that logs hold no numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PhoneNumber {
    /// Always `+` and 8 to 15 ASCII digits.
    e164: String,
}

/// What a number can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    TurkishMobile,
    /// A fixed line of Türkiye or Northern Cyprus: WhatsApp may reach it, SMS does not.
    TurkishLandline,
    /// 0850, 0800, 0900 and other numbers without a place: WhatsApp may reach it, SMS does not.
    TurkishService,
    /// Any other country; whether it is a mobile is unknown here.
    Foreign,
}

impl PhoneNumber {
    /// Reads a number that can receive SMS, in any usual notation: `0532 123 45 67`,
    /// `(532) 123-4567`, `+90 532 1234567`, `0090…`, `+49 151 23456789`.
    ///
    /// Any Turkish number starting with 5 passes, since ranges move; see
    /// [`is_in_known_range`](PhoneNumber::is_in_known_range).
    ///
    /// # Errors
    /// [`PhoneError`] says what is wrong, landlines included.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let (e164, kind) = parse::read(text)?;
        match kind {
            PhoneKind::TurkishMobile | PhoneKind::Foreign => Ok(Self { e164 }),
            PhoneKind::TurkishLandline => Err(PhoneError::Landline),
            PhoneKind::TurkishService => Err(PhoneError::NotAMobile),
        }
    }

    /// Like [`parse`](PhoneNumber::parse), but takes landlines and 0850 numbers too: WhatsApp runs
    /// on them.
    ///
    /// # Errors
    /// [`PhoneError`], except `Landline`; `NotAMobile` only for the short 444 numbers.
    pub fn parse_any(text: &str) -> Result<Self, PhoneError> {
        parse::read(text).map(|(e164, _)| Self { e164 })
    }

    /// The E.164 form with `+`: İYS, Twilio and the WhatsApp Cloud API want it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.e164
    }

    /// The E.164 form without `+`, `905321234567`: Mutlucell, Verimor, JetSMS and Infobip.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.e164[1..]
    }

    /// The ten digits of a Turkish number, `5321234567`: NetGSM, VatanSMS, İleti Merkezi.
    /// `None` for a foreign one.
    #[must_use]
    pub fn national(&self) -> Option<&str> {
        self.e164.strip_prefix("+90")
    }

    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        parse::read(&self.e164).map_or(PhoneKind::Foreign, |(_, kind)| kind)
    }

    #[must_use]
    pub fn is_turkish(&self) -> bool {
        self.national().is_some()
    }

    /// Whether an SMS can be tried: a Turkish mobile or any foreign number.
    #[must_use]
    pub fn can_receive_sms(&self) -> bool {
        matches!(self.kind(), PhoneKind::TurkishMobile | PhoneKind::Foreign)
    }

    /// False for a Turkish mobile outside the ranges that have been allotted so far: a reason for a
    /// warning, never for a refusal. Source: libphonenumber metadata for TR, older and newer.
    #[must_use]
    pub fn is_in_known_range(&self) -> bool {
        match self.national() {
            Some(national) if national.starts_with('5') => is_known_mobile(national),
            _ => true,
        }
    }

    /// A form for logs: `+90532*****67`.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = if self.is_turkish() { 6 } else { 4 };
        let hidden = self.e164.len() - shown - 2;
        let (head, tail) = (&self.e164[..shown], &self.e164[shown + hidden..]);
        format!("{head}{}{tail}", "*".repeat(hidden))
    }

    /// A form for people: `0532 123 45 67`; a foreign number stays E.164.
    #[must_use]
    pub fn format_human(&self) -> String {
        humanize(&self.e164)
    }
}

/// A stored recipient in a form for people: a Turkish number as `0532 123 45 67`, all else as it is.
#[must_use]
pub fn humanize(recipient: &str) -> String {
    match recipient.strip_prefix("+90").filter(|national| national.len() == 10 && national.is_ascii()) {
        Some(n) => format!("0{} {} {} {}", &n[..3], &n[3..6], &n[6..8], &n[8..]),
        None => recipient.to_owned(),
    }
}

fn is_known_mobile(national: &str) -> bool {
    match &national[..3] {
        "510" | "516" | "524" | "562" | "564" | "572" | "574" | "575" | "594" | "596" => true,
        "561" => national[3..].starts_with("011") || national[3..].starts_with("61"),
        "592" => ["211", "212", "461"].iter().any(|range| national[3..].starts_with(range)),
        prefix => matches!(&prefix[..2], "50" | "53" | "54" | "55"),
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.e164)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", self.masked())
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse_any(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.e164
    }
}
