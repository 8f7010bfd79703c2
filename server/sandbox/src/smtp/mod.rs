//! A mail server that accepts, counts and misbehaves on request.

mod auth;
mod command;
mod config;
mod data;
mod delivery;
mod journal;
mod lines;
mod mailbox;
mod record;
mod rules;
mod session;
mod sink;
mod user_rules;

pub use config::{SmtpCredentials, SmtpSinkConfig};
pub use journal::read_journal;
pub use mailbox::KeptMessage;
pub use record::SmtpReport;
pub use rules::{RECIPIENT_RULES, RecipientRule};
pub use sink::SmtpSink;
pub use user_rules::{USER_RULES, UserRule};
