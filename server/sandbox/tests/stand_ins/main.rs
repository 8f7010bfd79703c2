//! The stand-ins, spoken to over real sockets.
#![expect(clippy::unwrap_used, reason = "tests")]

mod graph;
mod mutlucell;
mod netgsm;
mod receiver;
mod sandbox;
mod smtp;
