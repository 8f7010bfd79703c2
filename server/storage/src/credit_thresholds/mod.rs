//! How little credit may be left on provider accounts before somebody is told.

mod entity;
mod queries;
mod record;

pub use queries::{low_accounts, note_fall, note_rise, of_account, replace};
pub use record::CreditThreshold;
