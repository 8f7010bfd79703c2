//! Things that a webhook tells.

use std::sync::Arc;

use axum::body::Bytes;
use serde_json::Value;

use crate::graph::ids::user_id;
use crate::graph::inbound::InboundMessage;
use crate::graph::templates::TemplateStatus;

/// Something due at a virtual time.
pub(in crate::graph) enum Event {
    Status(StatusEvent),
    /// A change of any other kind, as it goes into `changes`, and the number it is about.
    Change {
        change: Value,
        number: Option<usize>,
    },
    /// A person writes.
    Answer(Box<InboundMessage>),
    /// The verdict on a template.
    Review {
        template: String,
        verdict: TemplateStatus,
    },
    /// A POST that was not taken `attempts` times.
    Again {
        url: String,
        body: Bytes,
        attempts: usize,
    },
}

/// One status of one message.
#[derive(Clone)]
pub(in crate::graph) struct StatusEvent {
    pub(in crate::graph) outgoing: Arc<Outgoing>,
    pub(in crate::graph) status: Status,
    /// Unix microseconds.
    pub(in crate::graph) at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graph) enum Status {
    Sent,
    Delivered,
    Read,
    /// With its error code.
    Failed(u32),
}

/// An accepted message, as its statuses need it.
pub(in crate::graph) struct Outgoing {
    pub(in crate::graph) wamid: Box<str>,
    /// Place of the sending number.
    pub(in crate::graph) number: usize,
    pub(in crate::graph) to: Receiver,
    pub(in crate::graph) callback_data: Box<str>,
    pub(in crate::graph) pricing: Pricing,
    pub(in crate::graph) hides_phone: bool,
}

pub(in crate::graph) enum Receiver {
    Phone(Box<str>),
    Scoped(Box<str>),
}

#[derive(Clone, Copy)]
pub(in crate::graph) struct Pricing {
    pub(in crate::graph) category: &'static str,
    pub(in crate::graph) billable: bool,
}

impl Outgoing {
    /// Digits, unless the user hides them.
    pub(super) fn phone(&self) -> Option<&str> {
        match &self.to {
            Receiver::Phone(digits) if !self.hides_phone => Some(digits),
            _ => None,
        }
    }

    pub(super) fn user_id(&self) -> String {
        match &self.to {
            Receiver::Phone(digits) => user_id(digits),
            Receiver::Scoped(id) => id.to_string(),
        }
    }
}
