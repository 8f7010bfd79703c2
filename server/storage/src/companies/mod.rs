//! Tenants and their legal profile.

mod entity;
mod queries;
mod record;

pub use queries::{find, insert, set_mode, update_profile};
pub use record::{Company, CompanyProfileChange};
