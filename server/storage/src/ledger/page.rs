use domain::accounts::Via;
use domain::id::{AccountId, AddressId, AttemptId, CampaignId, ContactId, MessageId, UserId};
use domain::message::{Channel, Class, Outcome, Purpose, State};
use domain::money::Money;
use domain::time::{Date, Timestamp};

use super::flags::Flags;
use super::planning::Body;
use super::reason::Reason;

/// Which messages of a company a list shows; an empty filter shows all.
#[derive(Debug, Clone, Default)]
pub struct MessageFilter {
    /// Any of these; empty for all.
    pub states: Vec<State>,
    pub channel: Option<Channel>,
    pub campaign: Option<CampaignId>,
    pub contact: Option<ContactId>,
    pub account: Option<AccountId>,
    /// Made at this instant or later.
    pub from: Option<Timestamp>,
    /// Made before this instant.
    pub to: Option<Timestamp>,
    /// The beginning of the recipient, or any part of the subject or text.
    pub search: Option<String>,
    /// Of a campaign: the newest message of each person that was not taken back.
    pub newest_of_each: bool,
    /// Only of these; empty for all.
    pub among: Vec<MessageId>,
    /// Only those that a person may treat so.
    pub open_to: Option<OpenTo>,
}

/// What a person may do with a message, beyond what its state tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenTo {
    /// It failed for a reason that may pass, and was not sent once more since, but for what was taken back.
    Resend,
    /// A member keeps it back, or a restore does and no campaign asks for it.
    Release,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cursor {
    #[default]
    Newest,
    OlderThan(MessageId),
    NewerThan(MessageId),
}

/// A page of a list, newest first.
#[derive(Debug, Clone, Default)]
pub struct MessagePage {
    pub rows: Vec<MessageRow>,
    /// Where the next page in the same direction begins; `None` at the end. A search looks at a bounded
    /// number of messages, so a page may be short and still have a next one.
    pub next: Option<Cursor>,
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    pub id: MessageId,
    pub channel: Channel,
    pub purpose: Purpose,
    pub class: Class,
    pub state: State,
    pub reason: Option<Reason>,
    pub flags: Flags,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub campaign: Option<CampaignId>,
    pub due_at: Timestamp,
    /// When it came to stand where it stands.
    pub changed_at: Timestamp,
    pub recipient: String,
    pub subject: Option<String>,
    pub text: Option<String>,
}

/// A message in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    pub row: MessageRow,
    pub body: Body,
    pub address: Option<AddressId>,
    pub round: i16,
    pub resend_of: Option<MessageId>,
    pub attempts: i16,
    /// The latest attempt.
    pub attempt: Option<AttemptId>,
    pub expires_at: Option<Timestamp>,
    pub created_by: Option<UserId>,
    pub approved_by: Option<UserId>,
    pub via: Via,
    /// The estimate of what it costs.
    pub cost: Option<Money>,
}

/// Somebody a campaign did not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreached {
    /// The newest message of the person that was not taken back.
    pub message: MessageId,
    pub reason: Option<Reason>,
    /// What it was sent through.
    pub account: Option<AccountId>,
    /// The latest repeat of it that was taken back before it left.
    pub undone: Option<MessageId>,
}

/// How many messages made on a day stand in a state now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    pub day: Date,
    pub channel: Channel,
    pub state: State,
    pub total: i64,
}

/// How many messages of an author came how far, over some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorCount {
    /// None of what nobody in particular made.
    pub author: Option<UserId>,
    pub channel: Channel,
    pub outcome: Outcome,
    pub total: i64,
    /// What those with a price of this currency cost together; none for those without a price.
    pub cost: Option<Money>,
}

/// How many messages made on a day came how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOutcome {
    pub day: Date,
    pub channel: Channel,
    pub outcome: Outcome,
    pub total: i64,
    /// As in [`AuthorCount`].
    pub cost: Option<Money>,
}
