//! The mail sink, spoken to over real sockets.
#![expect(clippy::unwrap_used, reason = "tests")]

mod client;
mod counting;
mod logins;
mod protocol;
mod rules;
mod tls;
