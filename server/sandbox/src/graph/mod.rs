//! A stand-in of the WhatsApp Business Cloud API on Meta's Graph API
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api>).

mod access;
mod account;
mod config;
mod control;
mod debug_token;
mod dispatch;
mod errors;
mod fates;
mod fields;
mod health;
mod ids;
mod inbound;
mod media;
mod messages;
mod modes;
mod numbers;
mod own_numbers;
mod stand_in;
mod state;
mod templates;
mod uploads;
mod users;
mod webhooks;

pub use config::{GraphConfig, GraphNumber, OutsideWindow};
pub use fates::{FATES, Fate};
pub use inbound::{InboundMessage, MarketingPreference};
pub use modes::Modes;
pub use stand_in::{GraphNumbers, GraphStandIn};
pub use state::{AcceptedMessage, GraphReport};
