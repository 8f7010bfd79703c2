//! A person's own account: password, places of sign-in, access log.

mod access;
mod agent;
mod api;
mod page;
mod password;
mod sessions;
mod whereabouts;

pub use page::AccountPage;
