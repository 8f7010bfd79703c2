//! The SMTP provider against a mail server that misbehaves on request.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod account;
mod connections;
mod dkim;
mod logins;
mod refusals;
mod tls;
