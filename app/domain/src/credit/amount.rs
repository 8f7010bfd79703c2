use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::failure::Problem;
use crate::money::{Currency, Money};
use crate::provider_accounts::AccountBalance;

/// What an account's credit is counted in.
///
/// As text it is `money:TRY` or `pieces:Adet SMS`, in the database as on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum CreditUnit {
    Money(Currency),
    /// Pieces of a package that was paid for in advance, in the provider's words: `Adet SMS`.
    Pieces(String),
}

/// An amount of credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credit {
    Money(Money),
    Pieces { of: String, count: i64 },
}

impl Credit {
    /// So many pieces, or ten-thousandths of the currency.
    #[must_use]
    pub fn new(unit: &CreditUnit, amount: i64) -> Self {
        match unit {
            CreditUnit::Money(currency) => Self::Money(Money::new(amount, *currency)),
            CreditUnit::Pieces(of) => Self::Pieces { of: of.clone(), count: amount },
        }
    }

    #[must_use]
    pub fn unit(&self) -> CreditUnit {
        match self {
            Self::Money(money) => CreditUnit::Money(money.currency()),
            Self::Pieces { of, .. } => CreditUnit::Pieces(of.clone()),
        }
    }

    /// Pieces, or ten-thousandths of the currency.
    #[must_use]
    pub const fn amount(&self) -> i64 {
        match self {
            Self::Money(money) => money.ten_thousandths(),
            Self::Pieces { count, .. } => *count,
        }
    }
}

impl AccountBalance {
    /// Everything its provider told of: money first, then packages in the provider's order.
    pub fn units(&self) -> impl Iterator<Item = CreditUnit> {
        let money = self.money.map(|money| CreditUnit::Money(money.currency()));
        money.into_iter().chain(self.packages.iter().map(|package| CreditUnit::Pieces(package.name.clone())))
    }

    /// How much of it is left: pieces, or ten-thousandths of the currency. Of a package that is not named
    /// any more nothing is left; how much money there is, is unknown where none is told.
    #[must_use]
    pub fn left(&self, unit: &CreditUnit) -> Option<i64> {
        match unit {
            CreditUnit::Money(currency) => {
                self.money.filter(|money| money.currency() == *currency).map(Money::ten_thousandths)
            }
            CreditUnit::Pieces(name) => {
                let package = self.packages.iter().find(|package| package.name == *name);
                Some(package.map_or(0, |package| package.left))
            }
        }
    }
}

impl fmt::Display for CreditUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(currency) => write!(f, "money:{currency}"),
            Self::Pieces(of) => write!(f, "pieces:{of}"),
        }
    }
}

impl FromStr for CreditUnit {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text.split_once(':') {
            Some(("money", code)) => Currency::parse(code).map(Self::Money).ok_or(Problem::Invalid),
            Some(("pieces", of)) if !of.is_empty() => Ok(Self::Pieces(of.to_owned())),
            _ => Err(Problem::Invalid),
        }
    }
}

impl TryFrom<String> for CreditUnit {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<CreditUnit> for String {
    fn from(unit: CreditUnit) -> Self {
        unit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::{lira, reading, sms};
    use super::*;

    #[test]
    fn a_unit_survives_its_text() {
        for unit in [CreditUnit::Money(Currency::Eur), sms(), CreditUnit::Pieces("a: b".to_owned())] {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
        for text in ["", "money:GBP", "pieces:", "Adet SMS"] {
            assert_eq!(text.parse::<CreditUnit>(), Err(Problem::Invalid), "{text}");
        }
    }

    #[test]
    fn an_amount_is_made_of_its_parts() {
        for unit in [CreditUnit::Money(Currency::Try), sms()] {
            let credit = Credit::new(&unit, -3);
            assert_eq!((credit.unit(), credit.amount()), (unit, -3));
        }
    }

    #[test]
    fn a_package_that_is_gone_is_used_up_and_untold_money_is_unknown() {
        let told = reading(0, Some(5), Some(7));
        assert_eq!(told.units().collect::<Vec<_>>(), [lira(), sms()]);
        assert_eq!((told.left(&lira()), told.left(&sms())), (Some(5), Some(7)));
        assert_eq!(told.left(&CreditUnit::Money(Currency::Usd)), None);
        let untold = reading(0, None, None);
        assert_eq!((untold.left(&lira()), untold.left(&sms())), (None, Some(0)));
    }
}
