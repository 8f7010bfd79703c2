//! The WhatsApp provider against a stand-in of the Graph API.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod account;
mod faults;
mod inspection;
mod sending;
mod templates;
mod webhooks;
