//! Webhooks: what is told, to whom, signed how.

mod callbacks;
mod deliver;
mod event;
mod payload;
mod sign;

pub(super) use callbacks::{Callbacks, verify};
pub(super) use deliver::{deliver_events, deliver_now};
pub(super) use event::{Event, Outgoing, Pricing, Receiver, Status, StatusEvent};
pub(super) use payload::{messages_change, other_change};
