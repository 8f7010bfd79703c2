//! The sender: takes messages from the ledger, hands them to providers, and hears what became of them.

mod asking;
mod balance;
mod collector;
mod config;
mod doubt;
mod effects;
mod flow;
mod gate;
mod inner;
mod lane;
mod lanes;
mod mail_text;
mod node;
mod outcome;
mod pace;
mod prepare;
mod ready;
mod reports;
mod run;
mod spacing;
mod sweep;
mod watch;
mod whatsapp_text;
mod words;
mod worker;

pub use config::EngineConfig;
pub(crate) use mail_text::MailTemplate;
pub use node::Node;
pub(crate) use prepare::address_key;
pub use reports::{CallbackAnswer, CallbackCall};
pub use run::Engine;
pub use whatsapp_text::{ButtonValue, MediaValue, TemplateValue, WhatsappTemplate};

#[cfg(test)]
mod tests;
