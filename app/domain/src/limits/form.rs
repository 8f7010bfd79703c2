use serde::{Deserialize, Serialize};

use super::company::{ChannelLimits, CompanyLimits};
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional, whole};
use crate::money::{Currency, Money};

/// The largest number of messages a limit may name.
const MOST: u32 = 100_000_000;

/// A company's limits as posted; a blank field sets none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyLimitsForm {
    pub sms_day: String,
    pub sms_month: String,
    pub whatsapp_day: String,
    pub whatsapp_month: String,
    pub email_day: String,
    pub email_month: String,
    pub recipients: String,
    pub money_day: String,
    /// An ISO 4217 code; empty is TRY.
    pub money_currency: String,
    /// Percent.
    pub share: String,
}

impl CompanyLimitsForm {
    /// # Errors
    /// `NotANumber`, `OutOfRange` and `Invalid`, each at its field.
    pub fn parse(&self) -> Result<CompanyLimits, Failure> {
        let mut checks = Checks::default();
        let mut number =
            |field: &str, text: &str| checks.take(field, optional(text, |text| whole(text, MOST))).flatten();
        let sms = ChannelLimits {
            day: number("sms_day", &self.sms_day),
            month: number("sms_month", &self.sms_month),
        };
        let whatsapp = ChannelLimits {
            day: number("whatsapp_day", &self.whatsapp_day),
            month: number("whatsapp_month", &self.whatsapp_month),
        };
        let email = ChannelLimits {
            day: number("email_day", &self.email_day),
            month: number("email_month", &self.email_month),
        };
        let recipients = number("recipients", &self.recipients);
        let currency =
            checks.take("money_currency", Currency::typed(&self.money_currency)).unwrap_or_default();
        let amount = |text: &str| Money::typed(text, currency);
        let money_day = checks.take("money_day", optional(&self.money_day, amount)).flatten();
        let share = checks.take("share", optional(&self.share, percent)).flatten();
        checks.done()?;
        Ok(CompanyLimits { sms, whatsapp, email, recipients, money_day, share })
    }
}

fn percent(text: &str) -> Result<u8, Problem> {
    let number: u32 = text.trim().trim_matches('%').trim().parse().map_err(|_| Problem::NotANumber)?;
    u8::try_from(number).ok().filter(|share| (1..=100).contains(share)).ok_or(Problem::OutOfRange)
}
