//! What may leave when, how much of it, and what it costs.

mod company;
mod quiet;
mod tariff;
mod told;

pub(crate) use quiet::quiet_until;
pub(crate) use tariff::{Tariff, Tariffs};
pub(crate) use told::not_planned;

#[cfg(test)]
mod tests;
