//! A person's own account: profile, password, places of sign-in, access log.

mod access;
mod agent;
mod api;
mod email;
mod page;
mod password;
mod phone;
mod profile;
mod sessions;
pub mod whereabouts;

pub use page::AccountPage;
