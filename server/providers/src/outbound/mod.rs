//! The one door to other machines: every connection of the product goes through its guard.

mod addresses;
mod config;
mod guard;
mod receiver;
mod tls;

pub use addresses::is_public;
pub use config::{OutboundConfig, SmtpPatience};
pub use guard::{Outbound, Unconnected};
pub use receiver::Receiver;
pub use tls::TlsProblem;
