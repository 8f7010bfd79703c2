//! Amounts of money without floats.

mod amount;
mod currency;
mod decimal;

pub use amount::{Money, MoneyError};
pub use currency::Currency;

#[cfg(test)]
mod tests;
