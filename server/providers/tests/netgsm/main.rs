//! The NetGSM provider against a stand-in of its API.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod account;
mod faults;
mod pushes;
mod reports;
mod sending;
