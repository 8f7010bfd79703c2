use serde::{Deserialize, Serialize};

use crate::id::{CampaignId, ContactId, MessageId};
use crate::message::{Cause, Channel, Class, FailureReason, HoldReason, Purpose, SkipReason, State};
use crate::time::{Date, Timestamp};

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
    /// The beginning of the text, or the subject; empty without the right to see bodies.
    pub excerpt: String,
    pub due: Timestamp,
    pub changed: Timestamp,
}

/// A page of messages, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageList {
    pub rows: Vec<MessageRow>,
    /// Where the next page begins; none at the end.
    pub older: Option<MessageId>,
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
    pub resend_of: Option<MessageId>,
    /// None without the right to see bodies.
    pub body: Option<MessageBody>,
    /// A failure was reported after it was known to have arrived.
    pub contradicted: bool,
    pub history: Vec<HistoryRow>,
}

/// What was or will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageBody {
    pub subject: String,
    pub text: String,
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

/// Messages of one day, channel and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    pub day: Date,
    pub channel: Channel,
    pub state: State,
    pub count: u32,
}

/// What the dashboard is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The last seven days, oldest first; days without messages are left out.
    pub days: Vec<DayCount>,
    pub today: Option<Date>,
    /// Messages that wait for a person.
    pub needs_person: u32,
    /// Accounts that are paused.
    pub paused_accounts: u32,
    /// What a newcomer does first, and whether it is done: the company's particulars, a connected
    /// account, people to write to, a message.
    pub knows_company: bool,
    pub has_account: bool,
    pub has_people: bool,
    pub has_sent: bool,
}
