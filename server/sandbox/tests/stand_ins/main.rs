//! The stand-ins, spoken to over real sockets.
#![expect(clippy::unwrap_used, reason = "tests")]

mod netgsm;
mod receiver;
mod smtp;
