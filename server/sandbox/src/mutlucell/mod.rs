//! A stand-in of Mutlucell's XML gateway (<https://www.mutlucell.com.tr/>).
//!
//! Stricter than the vendor in what it takes, so that nothing wrong goes unseen: attributes that are not
//! documented, characters that are not escaped and texts that their charset cannot hold get code 20.

mod access;
mod account;
mod cancel;
mod code;
mod config;
mod control;
mod dates;
mod door;
mod fates;
mod inbox;
mod report;
mod send;
mod stand_in;
mod state;
mod store;
mod text;
mod xml;

pub use config::{MutlucellConfig, MutlucellCredentials, NameShape};
pub use fates::{FATES, Fate, MAGIC_SENDERS, MAGIC_TEXTS, MAGIC_USERS};
pub use inbox::InboundSms;
pub use stand_in::MutlucellStandIn;
pub use state::MutlucellReport;
