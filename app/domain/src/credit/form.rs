use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Credit, CreditUnit};
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::{optional, whole};
use crate::money::Money;

/// The most pieces a threshold may name.
const MOST: u32 = 1_000_000_000;

/// When to warn of an account's credit, as posted: `thresholds[0][unit]`, `thresholds[0][least]`, ….
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThresholdsForm {
    pub account: String,
    pub thresholds: Vec<ThresholdField>,
}

/// One of them; an empty amount is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThresholdField {
    /// A [`CreditUnit`] as text.
    pub unit: String,
    /// An amount of money, or whole pieces; it is warned when so much is left or less.
    pub least: String,
}

impl ThresholdsForm {
    /// The thresholds that are named, one for each unit. `known` are the units that there can be any for.
    ///
    /// # Errors
    /// `Invalid`, `NotANumber` and `OutOfRange`, each at its field.
    pub fn parse(&self, known: &[CreditUnit]) -> Result<Vec<Credit>, Failure> {
        let mut checks = Checks::default();
        let mut thresholds = BTreeMap::new();
        for (at, field) in self.thresholds.iter().enumerate() {
            let unit = field.unit.parse().ok().filter(|unit| known.contains(unit)).ok_or(Problem::Invalid);
            let Some(unit) = checks.take(&format!("thresholds[{at}][unit]"), unit) else { continue };
            let least = optional(&field.least, |text: &str| least(&unit, text));
            let least = checks.take(&format!("thresholds[{at}][least]"), least).flatten();
            thresholds.extend(least.map(|least| (unit, least)));
        }
        checks.done()?;
        Ok(thresholds.into_values().collect())
    }
}

fn least(unit: &CreditUnit, text: &str) -> Result<Credit, Problem> {
    match unit {
        CreditUnit::Money(currency) => Money::typed(text.trim(), *currency).map(Credit::Money),
        CreditUnit::Pieces(_) => whole(text, MOST).map(|count| Credit::new(unit, count.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::{lira, sms};
    use super::*;

    fn form(fields: &[(&str, &str)]) -> ThresholdsForm {
        let field = |(unit, least): &(&str, &str)| ThresholdField {
            unit: (*unit).to_owned(),
            least: (*least).to_owned(),
        };
        ThresholdsForm { thresholds: fields.iter().map(field).collect(), ..ThresholdsForm::default() }
    }

    #[test]
    fn reads_money_and_pieces_and_passes_over_what_is_blank() {
        let both = form(&[("money:TRY", "1.250,50"), ("pieces:Adet SMS", "1.000")]);
        let parsed = both.parse(&[lira(), sms()]);
        assert_eq!(parsed, Ok(vec![Credit::new(&lira(), 12_505_000), Credit::new(&sms(), 1_000)]));
        assert_eq!(form(&[("money:TRY", " ")]).parse(&[lira()]), Ok(Vec::new()));
        assert_eq!(form(&[]).parse(&[]), Ok(Vec::new()));
    }

    #[test]
    fn names_the_field_that_is_wrong() {
        let wrong = form(&[("pieces:Adet SMS", "az"), ("pieces:Başka", "5"), ("money:TRY", "-1")]);
        let failure = wrong.parse(&[lira(), sms()]).err().unwrap_or(Failure::new(Problem::Internal));
        let of = |field: &str| failure.of(field).map(|found| found.problem);
        assert_eq!(of("thresholds[0][least]"), Some(Problem::NotANumber));
        assert_eq!(of("thresholds[1][unit]"), Some(Problem::Invalid), "of no reading");
        assert_eq!(of("thresholds[2][least]"), Some(Problem::OutOfRange));
    }
}
