//! Mails of the platform itself: reset links, invitations, notices about an account.

mod account;
mod carry;
mod kind;
mod queue;
mod render;
mod sealed_text;
mod sms;
mod take;

pub use kind::SystemMail;
pub use render::RenderedMail;
pub use take::WaitingMail;

pub(crate) use queue::{PreparedMail, send_system_mail};
pub(crate) use sealed_text::open_text;

#[cfg(test)]
mod tests;
