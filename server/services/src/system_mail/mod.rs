//! Mails of the platform itself: reset links, invitations, notices about an account.

mod kind;
mod queue;
mod render;
mod take;

pub use kind::SystemMail;
pub use render::RenderedMail;
pub use take::WaitingMail;

pub(crate) use queue::{PreparedMail, send_system_mail};

#[cfg(test)]
mod tests;
