//! What may leave when, how much of it, and what it costs.

mod company;
mod quiet;
mod tariff;

pub(crate) use quiet::quiet_until;
pub(crate) use tariff::Tariff;

#[cfg(test)]
mod tests;
