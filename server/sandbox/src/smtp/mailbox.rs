//! The newest messages, kept whole within a bound.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::sync::locked;

/// A message as the sink took it.
#[derive(Clone, Debug)]
pub struct KeptMessage {
    /// `X-Msg-Ref`, else Message-ID, else empty.
    pub reference: String,
    /// Message-ID with its angle brackets, or empty.
    pub message_id: String,
    /// Envelope sender, without angle brackets.
    pub mail_from: String,
    /// Parameters of MAIL, for instance `SIZE=2048 BODY=8BITMIME`.
    pub mail_parameters: String,
    /// Envelope recipients.
    pub recipients: Vec<String>,
    /// Headers and body, dots unstuffed, lines ending in CRLF.
    pub raw: Vec<u8>,
    /// Whether it came over TLS.
    pub tls: bool,
    /// Name given with EHLO.
    pub hello: String,
    /// The login, if there was one.
    pub user: Option<String>,
    /// Arrival of MAIL FROM.
    pub mail_at: Instant,
}

pub(super) struct Mailbox {
    max_messages: usize,
    max_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: VecDeque<Arc<KeptMessage>>,
    bytes: usize,
}

impl Mailbox {
    pub(super) fn new(max_messages: usize, max_bytes: usize) -> Self {
        Self { max_messages, max_bytes, kept: Mutex::default() }
    }

    pub(super) fn wants_bodies(&self) -> bool {
        self.max_messages > 0
    }

    pub(super) fn keep(&self, message: KeptMessage) {
        let mut kept = locked(&self.kept);
        kept.bytes += message.raw.len();
        kept.messages.push_back(Arc::new(message));
        while kept.messages.len() > self.max_messages || kept.bytes > self.max_bytes {
            let Some(oldest) = kept.messages.pop_front() else { break };
            kept.bytes -= oldest.raw.len();
        }
    }

    pub(super) fn messages(&self) -> Vec<Arc<KeptMessage>> {
        locked(&self.kept).messages.iter().cloned().collect()
    }

    pub(super) fn clear(&self) {
        *locked(&self.kept) = Kept::default();
    }
}
