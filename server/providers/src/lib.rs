//! The outside world: one file per SMS, WhatsApp and e-mail provider, behind one trait.
//!
//! Providers map one request and its answer. They never see the database, and policy — when, whether,
//! how often, to whom — is decided elsewhere.
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests"))]

pub mod descriptor;
pub mod email;
mod http;
pub mod outbound;
mod pool;
pub mod provider;
pub mod registry;
pub mod sms;
pub mod whatsapp;
