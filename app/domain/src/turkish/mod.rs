//! Turkish letters, and numbers, money and dates as Turkish and English readers expect them.

mod case;
mod fold;
mod format;

pub use case::{to_lower, to_title, to_upper};
pub use fold::fold;
pub use format::{
    format_credit, format_date, format_date_time, format_day_month, format_integer, format_money,
    format_percent,
};

#[cfg(test)]
mod tests;
