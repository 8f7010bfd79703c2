//! WhatsApp providers.

pub mod cloud;
