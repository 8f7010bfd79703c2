use serde::{Deserialize, Serialize};

use super::{Credit, CreditUnit};
use crate::money::Money;
use crate::provider_accounts::AccountBalance;
use crate::time::Timestamp;

/// That an account has less than a send is going to take, as far as is known: a word of warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditGap {
    pub needed: Credit,
    pub left: Credit,
    /// When the provider told what is left.
    pub at: Timestamp,
}

impl AccountBalance {
    /// What is missing for a send of so many SMS parts (0 where none are counted) that is estimated to
    /// cost so much. `None` when it is enough, in pieces or in money, or nothing of it can be compared.
    /// Which package a provider takes from it does not tell: all of them together count.
    #[must_use]
    pub fn gap(&self, parts: u64, cost: Option<Money>) -> Option<CreditGap> {
        let gap = |needed, left| CreditGap { needed, left, at: self.at };
        let pieces = self.pieces().filter(|_| parts > 0).map(|(unit, left)| {
            gap(Credit::new(&unit, i64::try_from(parts).unwrap_or(i64::MAX)), Credit::new(&unit, left))
        });
        let money = cost.zip(self.money).filter(|(cost, left)| cost.currency() == left.currency());
        let money = money.map(|(cost, left)| gap(Credit::Money(cost), Credit::Money(left)));
        let compared = [pieces, money];
        let is_enough = compared.iter().flatten().any(|gap| gap.needed.amount() <= gap.left.amount());
        compared.into_iter().flatten().next().filter(|_| !is_enough)
    }

    /// All packages together; `None` without any.
    fn pieces(&self) -> Option<(CreditUnit, i64)> {
        let names: Vec<_> = self.packages.iter().map(|package| package.name.as_str()).collect();
        let left = self.packages.iter().fold(0_i64, |sum, package| sum.saturating_add(package.left));
        (!names.is_empty()).then(|| (CreditUnit::Pieces(names.join(" + ")), left))
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::{lira, reading, sms};
    use super::*;
    use crate::provider_accounts::CreditPackage;

    fn cost(ten_thousandths: i64) -> Option<Money> {
        Some(Money::new(ten_thousandths, crate::money::Currency::Try))
    }

    /// What is needed and left.
    fn told(balance: &AccountBalance, parts: u64, cost: Option<Money>) -> Option<(Credit, Credit)> {
        balance.gap(parts, cost).map(|gap| (gap.needed, gap.left))
    }

    #[test]
    fn tells_pieces_or_money_that_are_missing() {
        let pieces = reading(0, None, Some(300));
        assert_eq!(told(&pieces, 300, None), None);
        assert_eq!(told(&pieces, 412, None), Some((Credit::new(&sms(), 412), Credit::new(&sms(), 300))));
        let money = reading(0, Some(900), None);
        assert_eq!(told(&money, 2, cost(900)), None);
        let missing = Some((Credit::new(&lira(), 901), Credit::new(&lira(), 900)));
        assert_eq!(told(&money, 2, cost(901)), missing);
    }

    #[test]
    fn either_of_both_is_enough() {
        let both = reading(0, Some(900), Some(300));
        assert_eq!(told(&both, 301, cost(900)), None);
        assert_eq!(told(&both, 300, cost(901)), None);
        assert!(told(&both, 301, cost(901)).is_some());
    }

    #[test]
    fn says_nothing_where_nothing_can_be_compared() {
        assert_eq!(told(&reading(0, Some(1), None), 5, None), None, "no price");
        let dollars = Money::new(5, crate::money::Currency::Usd);
        assert_eq!(told(&reading(0, Some(1), None), 5, Some(dollars)), None);
        assert_eq!(told(&reading(0, None, Some(1)), 0, None), None, "no SMS");
    }

    #[test]
    fn packages_count_together() {
        let mut balance = reading(0, None, Some(300));
        balance.packages.push(CreditPackage { name: "OTP".to_owned(), left: 100 });
        assert_eq!(told(&balance, 400, None), None);
        let both = CreditUnit::Pieces("Adet SMS + OTP".to_owned());
        assert_eq!(told(&balance, 401, None).map(|(_, left)| left), Some(Credit::new(&both, 400)));
    }
}
