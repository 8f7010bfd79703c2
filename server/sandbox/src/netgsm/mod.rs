//! A stand-in of NetGSM's REST v2 (<https://www.netgsm.com.tr/dokuman>).

mod access;
mod balance;
mod cancel;
mod code;
mod config;
mod control;
mod dates;
mod fates;
mod inbox;
mod length;
mod msgheader;
mod numbers;
mod otp;
mod push;
mod report;
mod send;
mod stand_in;
mod state;
mod stats;
mod store;
mod text;
mod webhooks;

pub use config::{NetgsmConfig, NetgsmCredentials, PushShape};
pub use fates::{FATES, Fate, MAGIC_SENDERS, MAGIC_TEXTS};
pub use inbox::InboundSms;
pub use stand_in::NetgsmStandIn;
pub use state::NetgsmReport;
