//! HTTP/1.1 over connections of our own.
//!
//! Not reqwest: only with the connection in hand can the gate be asked just before the first byte, and
//! only hyper's own client says whether a request that failed had been written at all.

mod answer;
mod base_url;
mod client;
mod connection;

#[cfg(test)]
mod tests;

pub(crate) use answer::{Answer, number_or_text};
pub(crate) use client::{Call, HttpClient};
