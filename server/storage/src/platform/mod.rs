//! The one row of settings of the installation.

mod entity;
mod queries;

pub use queries::{Platform, claim_first_user, find, insert, set_operator};
