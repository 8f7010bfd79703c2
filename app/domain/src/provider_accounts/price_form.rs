use serde::{Deserialize, Serialize};

use super::prices::{PriceEntry, PriceUnit};
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::optional;
use crate::message::Channel;
use crate::money::{Currency, Money};
use crate::time::Date;

/// A price from a day on, as posted. Another one of the same day takes its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PriceForm {
    pub account: String,
    /// A word of [`PriceUnit`]; empty where the account charges for one thing only.
    pub unit: String,
    /// Empty ends the price.
    pub amount: String,
    /// An ISO 4217 code; empty is TRY.
    pub currency: String,
    /// The first day it holds, `2026-12-01`; empty is today.
    pub from: String,
}

impl PriceForm {
    /// What an account of the channel is to charge.
    ///
    /// # Errors
    /// `NotANumber`, `OutOfRange`, `Invalid` and, for a day that is over, `InThePast`, each at its field.
    pub fn parse(&self, channel: Channel, today: Date) -> Result<PriceEntry, Failure> {
        let mut checks = Checks::default();
        let unit = checks.take("unit", unit_of(&self.unit, channel));
        let currency = checks.take("currency", Currency::typed(&self.currency)).unwrap_or_default();
        let amount = optional(&self.amount, |text: &str| Money::typed(text, currency));
        let price = checks.take("amount", amount).flatten();
        let from = checks.take("from", day_of(&self.from).map(|day| day.unwrap_or(today)));
        if from.is_some_and(|from| from < today) {
            checks.note("from", Problem::InThePast);
        }
        checks.done()?;
        match (unit, from) {
            (Some(unit), Some(from)) => Ok(PriceEntry { unit, from, price }),
            _ => Err(Problem::Invalid.into()),
        }
    }
}

/// Takes an entry out of a price list, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovePriceForm {
    pub account: String,
    pub unit: String,
    pub from: String,
}

impl RemovePriceForm {
    /// The unit and the first day of the entry.
    ///
    /// # Errors
    /// `Invalid` at its field; `InThePast` for an entry that holds already or held once: it is history.
    pub fn parse(&self, channel: Channel, today: Date) -> Result<(PriceUnit, Date), Failure> {
        let mut checks = Checks::default();
        let unit = checks.take("unit", unit_of(&self.unit, channel));
        let from = checks.take("from", day_of(&self.from).and_then(|day| day.ok_or(Problem::Required)));
        if from.is_some_and(|from| from <= today) {
            checks.note("from", Problem::InThePast);
        }
        checks.done()?;
        unit.zip(from).ok_or(Problem::Invalid.into())
    }
}

/// A unit that the channel's accounts charge for.
fn unit_of(word: &str, channel: Channel) -> Result<PriceUnit, Problem> {
    let units = PriceUnit::of(channel);
    match (word.trim(), units) {
        ("", [only]) => Ok(*only),
        ("", _) => Err(Problem::Required),
        (word, _) => PriceUnit::from_word(word).filter(|unit| units.contains(unit)).ok_or(Problem::Invalid),
    }
}

fn day_of(text: &str) -> Result<Option<Date>, Problem> {
    optional(text, |text: &str| Date::parse(text.trim()).map_err(|_| Problem::Invalid))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-24";

    fn today() -> Date {
        Date::parse(TODAY).unwrap_or(Date::from_epoch_days(0))
    }

    fn problem<T>(parsed: Result<T, Failure>, field: &str) -> Option<Problem> {
        parsed.err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn reads_a_price_from_a_day_on() {
        let form = PriceForm {
            amount: "0,0395".to_owned(),
            currency: "usd".to_owned(),
            from: "2026-12-01".to_owned(),
            ..PriceForm::default()
        };
        let from = Date::parse("2026-12-01").unwrap_or(today());
        let price = Some(Money::new(395, Currency::Usd));
        assert_eq!(
            form.parse(Channel::Sms, today()),
            Ok(PriceEntry { unit: PriceUnit::SmsPart, from, price })
        );
        let ended = PriceForm { unit: "utility".to_owned(), ..PriceForm::default() };
        let entry = PriceEntry { unit: PriceUnit::Utility, from: today(), price: None };
        assert_eq!(ended.parse(Channel::Whatsapp, today()), Ok(entry));
    }

    #[test]
    fn names_the_field_that_is_wrong() {
        let form = PriceForm {
            unit: "sms_part".to_owned(),
            amount: "ucuz".to_owned(),
            from: "2026-11-23".to_owned(),
            ..PriceForm::default()
        };
        let of = |field| problem(form.parse(Channel::Whatsapp, today()), field);
        assert_eq!(of("unit"), Some(Problem::Invalid), "of another channel");
        assert_eq!((of("amount"), of("from")), (Some(Problem::NotANumber), Some(Problem::InThePast)));
        let unnamed = PriceForm { from: "yarın".to_owned(), ..PriceForm::default() };
        let of = |field| problem(unnamed.parse(Channel::Whatsapp, today()), field);
        assert_eq!((of("unit"), of("from")), (Some(Problem::Required), Some(Problem::Invalid)));
    }

    #[test]
    fn what_holds_already_is_history() {
        let form = |from: &str| RemovePriceForm { from: from.to_owned(), ..RemovePriceForm::default() };
        assert!(form("2026-11-25").parse(Channel::Sms, today()).is_ok());
        for from in [TODAY, "2026-01-01"] {
            let refused = problem(form(from).parse(Channel::Sms, today()), "from");
            assert_eq!(refused, Some(Problem::InThePast), "{from}");
        }
        assert_eq!(problem(form("").parse(Channel::Sms, today()), "from"), Some(Problem::Required));
    }
}
