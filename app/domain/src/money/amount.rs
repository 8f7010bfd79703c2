use std::fmt;

use serde::{Deserialize, Serialize};

use super::Currency;
use super::decimal::{self, Finer};
use crate::failure::Problem;

/// An amount of money, exact to the ten-thousandth of its currency: an SMS costs 0.0395 TRY.
///
/// On the wire it is `{"amount":"395.55","currency":"TRY"}`; the database keeps
/// [`ten_thousandths`](Money::ten_thousandths) and the currency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Wire", try_from = "Wire")]
pub struct Money {
    ten_thousandths: i64,
    currency: Currency,
}

/// Why an amount could not be read or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not a decimal number")]
    NotADecimal,
    #[error("more than four digits after the decimal point")]
    TooPrecise,
    #[error("the amount is too large")]
    OutOfRange,
    #[error("amounts in {0} and {1} cannot be combined")]
    CurrencyMismatch(Currency, Currency),
}

impl Money {
    /// The amount of `ten_thousandths / 10000` units: 3955500 is 395.55.
    #[must_use]
    pub const fn new(ten_thousandths: i64, currency: Currency) -> Self {
        Self { ten_thousandths, currency }
    }

    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads a decimal with a point and at most four digits after it: `395.55`, `-0.0395`.
    ///
    /// # Errors
    /// [`MoneyError::NotADecimal`], [`MoneyError::TooPrecise`] or [`MoneyError::OutOfRange`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        decimal::read(text, Finer::Refuse).map(|amount| Self::new(amount, currency))
    }

    /// Like [`parse`](Money::parse), but rounds finer digits, halves away from zero: for amounts
    /// that another program computed, such as an ERP column of eight decimals.
    ///
    /// # Errors
    /// [`MoneyError::NotADecimal`] or [`MoneyError::OutOfRange`].
    pub fn parse_rounding(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        decimal::read(text, Finer::Round).map(|amount| Self::new(amount, currency))
    }

    /// Reads an amount that is not below zero as people type it: `1.250,50`, `1,250.50`, `0,0395`. The last
    /// comma or point is the decimal one.
    ///
    /// # Errors
    /// [`Problem::NotANumber`] or [`Problem::OutOfRange`].
    pub fn typed(text: &str, currency: Currency) -> Result<Self, Problem> {
        let decimal = match (text.rfind(','), text.rfind('.')) {
            (Some(comma), point) if point.is_none_or(|point| point < comma) => {
                text.replace('.', "").replace(',', ".")
            }
            _ => text.replace(',', ""),
        };
        let money = Self::parse(&decimal, currency).map_err(|error| match error {
            MoneyError::NotADecimal => Problem::NotANumber,
            _ => Problem::OutOfRange,
        })?;
        if money.is_negative() { Err(Problem::OutOfRange) } else { Ok(money) }
    }

    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.ten_thousandths
    }

    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.ten_thousandths == 0
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.ten_thousandths < 0
    }

    /// The amount as a decimal with a point, two to four digits after it, without the currency.
    #[must_use]
    pub fn to_decimal(self) -> String {
        decimal::write(self.ten_thousandths)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::OutOfRange`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::OutOfRange`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The price of `count` pieces at this price each.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        self.ten_thousandths
            .checked_mul(count)
            .map(|amount| Self::new(amount, self.currency))
            .ok_or(MoneyError::OutOfRange)
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch(self.currency, other.currency));
        }
        operation(self.ten_thousandths, other.ten_thousandths)
            .map(|amount| Self::new(amount, self.currency))
            .ok_or(MoneyError::OutOfRange)
    }
}

/// `395.55 TRY`, for logs; screens use [`turkish::format_money`](crate::turkish::format_money).
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

#[derive(Serialize, Deserialize)]
struct Wire {
    amount: String,
    currency: Currency,
}

impl From<Money> for Wire {
    fn from(money: Money) -> Self {
        Self { amount: money.to_decimal(), currency: money.currency }
    }
}

impl TryFrom<Wire> for Money {
    type Error = MoneyError;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Self::parse(&wire.amount, wire.currency)
    }
}
