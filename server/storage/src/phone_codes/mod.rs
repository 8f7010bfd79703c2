//! Codes on their way to people's phones.

mod entity;
mod queries;

pub use queries::{PhoneCode, ask, drop_of_user, of_user, purge, take};
