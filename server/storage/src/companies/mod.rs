//! Tenants and their legal profile.

mod entity;
mod queries;
mod record;

pub use queries::{find, insert, update_profile};
pub use record::{Company, CompanyProfileChange};
