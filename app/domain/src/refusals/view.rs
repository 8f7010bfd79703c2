use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::message::Channel;

/// What the page behind a refusal link shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalView {
    /// Trade name, or the name people know.
    pub company: String,
    /// Registry number, address, phone: who writes, in full.
    pub about: Vec<String>,
    /// The address, masked.
    pub address: String,
    /// The channel of the message that carried the link.
    pub channel: Channel,
    /// What was said of each channel that reaches the address, its own first.
    pub words: Vec<ChannelWord>,
    /// Whether a refusal made here can be taken back.
    pub can_undo: bool,
    /// What can be said about whose address it is.
    pub report: ReportStanding,
}

coded_enum! {
    /// Whether the address was reported as somebody else's.
    ReportStanding {
        /// It is no number or mailbox that can be told apart from others.
        Impossible = 1 "impossible",
        Open = 2 "open",
        /// Nothing goes to it any more.
        Reported = 3 "reported",
    }
}

/// What was said of one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelWord {
    pub channel: Channel,
    pub refused: bool,
}

impl RefusalView {
    pub fn is_refused(&self) -> bool {
        self.words.iter().any(|word| word.channel == self.channel && word.refused)
    }

    /// Whether there is a channel left to refuse beside its own.
    pub fn has_more_to_refuse(&self) -> bool {
        self.words.len() > 1 && self.words.iter().any(|word| !word.refused)
    }
}
