//! Tenants and their legal profile.

mod entity;
mod queries;
mod record;

pub use queries::{find, insert, names, set_hours, set_mode, set_short_links, update_profile};
pub(crate) use record::read_hours;
pub use record::{Company, CompanyProfileChange};
