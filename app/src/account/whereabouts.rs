//! From where an account was used, in the visitor's words.

use super::agent::short_agent;
use crate::i18n::*;

/// A device in two words; also one that says nothing of itself.
pub fn device_text(i18n: Locale, agent: &str) -> String {
    match agent.trim() {
        "" => t_string!(i18n, account.unknown_device).to_owned(),
        agent => short_agent(agent),
    }
}

/// An address; what the server did by itself has none and is written as `local`.
pub fn address_text(i18n: Locale, address: &str) -> String {
    match address {
        "local" => t_string!(i18n, account.this_server).to_owned(),
        address => address.to_owned(),
    }
}
