//! Seats of people in companies.

mod entity;
mod listing;
mod queries;
mod record;

pub use listing::{Addressee, CompanyOfUser, MemberOfCompany, addressees_of, companies_of, members_of};
pub use queries::{delete, find_in, find_of, insert, lock_owners, set_rights};
pub use record::Membership;
