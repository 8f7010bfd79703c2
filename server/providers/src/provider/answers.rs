use domain::money::Money;
use domain::text::Text;

/// What a test of the settings found out; the settings work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionReport {
    /// Who answered: the account's, number's or server's own name.
    pub name: String,
    /// Further facts, label and value.
    pub facts: Vec<(Text<&'static str>, String)>,
    /// What works now and may not for long, or not safely.
    pub warnings: Vec<Text<&'static str>>,
}

/// What an account has left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    pub money: Option<Money>,
    pub packages: Vec<Package>,
}

/// A prepaid package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// In the provider's words: `Adet Sms`.
    pub name: String,
    pub left: i64,
}

/// A template kept at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteTemplate {
    pub id: String,
    pub name: String,
    pub language: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, …; only an approved one can be sent.
    pub status: String,
    /// `GREEN`, `YELLOW`, `RED`; empty when unknown.
    pub quality: String,
    pub header: Option<TemplateHeader>,
    pub body: String,
    /// Variables of the body in order: `1`, `2`, or names.
    pub variables: Vec<TemplateField>,
    /// Variables are named, so each value needs its name.
    pub named: bool,
    pub footer: Option<String>,
    pub buttons: Vec<TemplateButton>,
}

/// A template's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateHeader {
    /// `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `LOCATION`.
    pub format: String,
    pub text: String,
    pub variables: Vec<TemplateField>,
}

/// One variable with the example it was approved with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateField {
    pub name: String,
    pub example: Option<String>,
}

/// One button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateButton {
    /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER`, `COPY_CODE`, `OTP`, …
    pub kind: String,
    pub text: String,
    pub url: Option<String>,
    /// Its address ends in a variable.
    pub takes_value: bool,
}
