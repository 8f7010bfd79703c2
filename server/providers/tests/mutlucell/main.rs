//! The Mutlucell provider against a stand-in of its gateway.
#![expect(clippy::unwrap_used, reason = "tests")]

mod account;
mod faults;
mod reports;
mod sending;
