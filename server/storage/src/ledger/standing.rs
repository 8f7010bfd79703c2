use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, MessageId, UserId};
use domain::message::{Cause, Channel, Purpose, State};
use domain::money::Money;
use domain::time::Timestamp;

use super::flags::Flags;
use super::reason::Reason;

/// Where a message stands: all that a decision about it reads, and all that one may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub id: MessageId,
    pub company: CompanyId,
    pub campaign: Option<CampaignId>,
    pub channel: Channel,
    pub purpose: Purpose,
    pub expires_at: Option<Timestamp>,
    /// What it costs, as far as was known when it was planned.
    pub cost: Option<Money>,
    /// Who made it.
    pub author: Option<UserId>,

    pub account: Option<AccountId>,
    pub state: State,
    pub reason: Option<i16>,
    pub flags: Flags,
    pub attempts: i16,
    pub fence: i32,
    pub attempt: Option<AttemptId>,
    pub due_at: Timestamp,
    pub lease_until: Option<Timestamp>,
    pub node: Option<i16>,
    pub changed_at: Timestamp,
}

impl Standing {
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

/// A change of a message and its row of history. Made only here, so that no message ever goes where the
/// table of `domain` does not let it.
#[derive(Debug, Clone)]
pub(super) struct Move {
    pub before: Standing,
    pub after: Standing,
    pub note: Note,
}

/// A row of history.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub at: Timestamp,
    pub cause: Cause,
    pub reason: Option<i16>,
    pub reported: Option<State>,
    pub flags: Flags,
    pub attempt: Option<AttemptId>,
    pub actor: Option<UserId>,
    pub code: Option<String>,
    pub text: Option<String>,
}

impl Note {
    pub const fn new(cause: Cause, at: Timestamp) -> Self {
        Self {
            at,
            cause,
            reason: None,
            reported: None,
            flags: Flags::NONE,
            attempt: None,
            actor: None,
            code: None,
            text: None,
        }
    }

    pub fn by(self, actor: Option<UserId>) -> Self {
        Self { actor, ..self }
    }
}

impl Move {
    /// Moves on, if that is allowed.
    pub fn to(before: Standing, to: State, note: Note) -> Option<Self> {
        before.state.may_become(to).then(|| Self::made(before, to, note))
    }

    /// Moves on where that is allowed, else only writes it down.
    pub fn to_or_noted(before: Standing, to: State, note: Note) -> Self {
        if before.state.may_become(to) { Self::made(before, to, note) } else { Self::noted(before, note) }
    }

    /// Whoever leaves the hands of a worker has no lease any more.
    fn made(before: Standing, to: State, note: Note) -> Self {
        let mut after = Standing { state: to, reason: None, changed_at: note.at, ..before };
        if !matches!(to, State::Leased | State::OnWire) {
            (after.lease_until, after.node) = (None, None);
        }
        Self { before, after, note }
    }

    /// Writes history and changes nothing but, perhaps, flags.
    pub fn noted(before: Standing, note: Note) -> Self {
        let after = Standing { flags: before.flags | note.flags, ..before };
        Self { before, after, note }
    }

    pub fn because(mut self, reason: Option<Reason>) -> Self {
        self.after.reason = reason.map(Reason::code);
        self.note.reason = self.after.reason;
        self
    }

    pub fn due(mut self, due_at: Timestamp) -> Self {
        self.after.due_at = due_at;
        self
    }

    pub fn flagged(mut self, flags: Flags) -> Self {
        self.after.flags = self.after.flags | flags;
        self.note.flags = flags;
        self
    }

    /// Whether the row itself changes.
    pub fn changes(&self) -> bool {
        self.before != self.after
    }

    /// Whether the message went from one state to another.
    pub fn moves(&self) -> bool {
        self.before.state != self.after.state
    }
}
