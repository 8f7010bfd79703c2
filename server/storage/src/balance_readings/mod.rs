//! What was left on provider accounts, whenever their providers told.

mod entity;
mod queries;
mod record;

pub use queries::{before, delete, expire, insert, since, with_any_before};
pub use record::BalanceReading;
