//! What is left to spend on provider accounts: how it went, how long it lasts, when to warn.

mod amount;
mod days;
mod forecast;
mod form;
mod gap;
mod thin;
mod view;

pub use amount::{Credit, CreditUnit};
pub use days::{CreditDay, by_day};
pub use forecast::{FORECAST_WINDOW, Forecast, forecast, lasts_until};
pub use form::{ThresholdField, ThresholdsForm};
pub use gap::CreditGap;
pub use thin::redundant;
pub use view::{CreditView, UnitCredit};

#[cfg(test)]
mod readings;
