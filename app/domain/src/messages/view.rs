use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::id::{CampaignId, ContactId, MessageId};
use crate::message::{Cause, Channel, Class, FailureReason, HoldReason, Purpose, SkipReason, Stage, State};
use crate::money::Money;
use crate::time::Timestamp;

/// Why a message stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "reason", rename_all = "snake_case")]
pub enum StateReason {
    Skip(SkipReason),
    Hold(HoldReason),
    Failure(FailureReason),
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    pub id: MessageId,
    pub channel: Channel,
    pub state: State,
    pub reason: Option<StateReason>,
    /// It arrived after a failure had been shown.
    pub late: bool,
    pub recipient: String,
    /// Whose card it belongs to; none for an address of nobody or of several, and for those who may not
    /// see cards.
    pub name: Option<String>,
    /// The beginning of the text, or the subject; empty without the right to see bodies.
    pub excerpt: String,
    pub due: Timestamp,
    pub changed: Timestamp,
}

impl MessageRow {
    /// How long after its last move a report may be waited for on screen.
    const LIVELY: Duration = Duration::from_secs(15 * 60);

    /// Whether it may change by itself within minutes.
    pub fn is_moving(&self, now: Timestamp) -> bool {
        match self.state.stage() {
            Stage::Waiting => self.due <= now,
            Stage::Sending => true,
            Stage::OnItsWay => self.channel.reports_delivery() && now.since(self.changed) < Self::LIVELY,
            Stage::Arrived | Stage::Failed | Stage::LeftOut | Stage::NeedsYou => false,
        }
    }
}

/// A page of messages, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageList {
    pub rows: Vec<MessageRow>,
    /// Where the next page begins; none at the end.
    pub older: Option<MessageId>,
    /// Some of them may change by themselves within minutes.
    pub moving: bool,
}

/// A message in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    pub row: MessageRow,
    pub purpose: Purpose,
    pub class: Class,
    pub contact: Option<ContactId>,
    pub campaign: Option<CampaignId>,
    pub account: Option<String>,
    pub sender: Option<String>,
    pub created_by: Option<String>,
    pub approved_by: Option<String>,
    /// The estimate of what it costs; none without a price, and without the right to see money.
    pub cost: Option<Money>,
    pub resend_of: Option<MessageId>,
    /// The message it repeats did not arrive either.
    pub first_failed: bool,
    /// None without the right to see bodies.
    pub body: Option<MessageBody>,
    /// A failure was reported after it was known to have arrived.
    pub contradicted: bool,
    pub history: Vec<HistoryRow>,
    /// Its neighbours in the list of all messages.
    pub newer: Option<MessageId>,
    pub older: Option<MessageId>,
    /// It may change by itself within minutes.
    pub moving: bool,
}

/// What was or will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageBody {
    pub subject: String,
    pub text: String,
    /// How many SMS it is by its account's rules; none for other channels.
    pub parts: Option<u32>,
}

/// One thing that happened to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    pub at: Timestamp,
    pub from: Option<State>,
    pub to: State,
    pub cause: Cause,
    pub reason: Option<StateReason>,
    /// The number of the attempt it belongs to, from 1.
    pub attempt: Option<u32>,
    /// The provider's code and words.
    pub code: String,
    pub text: String,
}
