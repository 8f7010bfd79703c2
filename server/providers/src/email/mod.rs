//! E-mail providers, and how a message becomes bytes.

mod dkim;
mod headers;
mod message;
mod quoted;
pub mod smtp;

#[cfg(test)]
mod message_tests;
