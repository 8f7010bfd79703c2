//! Instants in UTC and the civil calendar of Türkiye, without a clock.

mod civil;
mod date;
mod iso;
mod timestamp;

pub use civil::CivilTime;
pub use date::{Date, Weekday};
pub use iso::ParseTimeError;
pub use timestamp::Timestamp;

#[cfg(test)]
mod tests;
