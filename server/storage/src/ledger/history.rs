use domain::id::{AccountId, AttemptId, EventId, UserId};
use domain::message::{Cause, State};
use domain::time::Timestamp;

use super::flags::Flags;
use super::reason::Reason;

/// All that happened to a message, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryView {
    pub events: Vec<EventView>,
    pub attempts: Vec<AttemptView>,
}

/// One move of a message, or one thing noted about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventView {
    /// The act; it may have moved other messages too.
    pub id: EventId,
    pub at: Timestamp,
    /// `None` for the first one.
    pub from: Option<State>,
    /// The same as `from` when it was only noted.
    pub to: State,
    pub cause: Cause,
    pub reason: Option<Reason>,
    /// What the provider said, when it did.
    pub reported: Option<State>,
    pub flags: Flags,
    pub attempt: Option<AttemptId>,
    pub actor: Option<UserId>,
    pub code: Option<String>,
    pub text: Option<String>,
}

/// One try to hand a message to its provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptView {
    pub id: AttemptId,
    pub account: AccountId,
    pub call: Option<AttemptId>,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// The state its answer spoke for; `None` while there is none.
    pub outcome: Option<State>,
    pub provider_ref: Option<String>,
    pub sha256: Option<Vec<u8>>,
}
