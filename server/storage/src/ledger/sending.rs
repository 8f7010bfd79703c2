use std::collections::HashMap;

use domain::id::{AccountId, AddressId, AttemptId, CampaignId, CompanyId, ContactId, MessageId};
use domain::message::{Channel, Class, FailureReason, HoldReason, Purpose, SkipReason, State};
use domain::time::Timestamp;

/// How many messages a worker wants, and for which accounts.
#[derive(Debug, Clone)]
pub struct ClaimOrder {
    /// The node that claims.
    pub node: u16,
    /// Until when the messages are its own.
    pub until: Timestamp,
    /// Most messages in all.
    pub limit: u32,
    /// The accounts that may send now.
    pub accounts: Vec<AccountRoom>,
    /// Most messages of those companies whose share is limited.
    pub company_rooms: HashMap<CompanyId, u32>,
}

impl ClaimOrder {
    /// How many messages of a company it may still take.
    pub(super) fn room_of(&self, company: CompanyId) -> u32 {
        self.company_rooms.get(&company).copied().unwrap_or(u32::MAX)
    }

    /// Notes that an account's messages were taken.
    pub(super) fn take(&mut self, place: usize, messages: u32) {
        let account = &mut self.accounts[place];
        account.room -= messages;
        if let Some(room) = self.company_rooms.get_mut(&account.company) {
            *room = room.saturating_sub(messages);
        }
    }
}

/// An account and how many messages it may take now: pacing and limits are counted by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountRoom {
    pub company: CompanyId,
    pub account: AccountId,
    pub room: u32,
}

/// A message that belongs to a worker until its lease is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub message: MessageId,
    pub company: CompanyId,
    pub account: AccountId,
    pub channel: Channel,
    pub purpose: Purpose,
    pub class: Class,
    /// The number that proves this lease; an older one moves nothing.
    pub fence: i32,
    /// Attempts that left before.
    pub attempts: i16,
    pub due_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// The first byte must leave before this instant.
    pub until: Timestamp,
    pub contact: Option<ContactId>,
    pub address: Option<AddressId>,
    pub campaign: Option<CampaignId>,
    /// The message this one repeats.
    pub resend_of: Option<MessageId>,
}

/// A leased message whose bytes are about to leave.
#[derive(Debug, Clone)]
pub struct Departure {
    pub message: MessageId,
    pub fence: i32,
    /// Made by the caller, because it is our reference inside the bytes.
    pub attempt: AttemptId,
    /// Joins the attempts that leave in one call; the attempt of the first of them.
    pub call: Option<AttemptId>,
    /// When the message is in doubt if no answer came.
    pub answer_by: Timestamp,
    /// SHA-256 of the bytes, where they are kept as content and parameters.
    pub sha256: Option<[u8; 32]>,
}

/// The provider's answer to an attempt.
#[derive(Debug, Clone)]
pub struct Settlement {
    pub message: MessageId,
    pub fence: i32,
    pub attempt: AttemptId,
    pub answer: Answer,
    /// The provider's name for the message; unique per account, as later reports give it. Where a
    /// provider names only the call, the adapter adds the recipient to it.
    pub provider_ref: Option<String>,
    pub code: Option<String>,
    pub text: Option<String>,
}

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The provider took it.
    Accepted,
    /// The provider took it and has handed it on.
    Sent,
    /// It will never be delivered.
    Failed(FailureReason),
    /// It was certainly not taken; try again. `counts` is false when nothing was wrong with this
    /// message: a pause, a limit. `reason` says in its history what kept it, if anything did.
    Retry { due_at: Timestamp, counts: bool, reason: Option<FailureReason> },
    /// Nobody knows whether it was taken.
    Unclear,
}

impl Answer {
    /// The state the answer speaks for.
    pub(crate) const fn state(self) -> State {
        match self {
            Self::Accepted => State::Accepted,
            Self::Sent => State::Sent,
            Self::Failed(_) => State::Failed,
            Self::Retry { .. } => State::Queued,
            Self::Unclear => State::InDoubt,
        }
    }
}

/// What became of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub message: MessageId,
    /// Where the message stands now; `None` when there is no such attempt of it.
    pub state: Option<State>,
    /// Whether the answer moved it; otherwise it was kept as evidence.
    pub moved: bool,
}

/// A leased message that its worker does not send.
#[derive(Debug, Clone, Copy)]
pub struct GiveBack {
    pub message: MessageId,
    pub fence: i32,
    pub to: GivenBackAs,
}

/// Where a message given back goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBackAs {
    /// To the queue, not before `due_at`.
    Queued {
        due_at: Timestamp,
    },
    Skipped(SkipReason),
    Held(HoldReason),
    Expired,
    /// Its campaign was stopped.
    Cancelled,
}

/// Which holders of numbers have certainly ended, so that what they held is free at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Ended {
    /// Of none it is known: their numbers are free when they are not renewed any more.
    #[default]
    Nobody,
    /// No other process can be using the database.
    Everybody,
    /// The holders with these proofs.
    These(Vec<i64>),
}

/// What workers want written at the same moment.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    pub settlements: Vec<Settlement>,
    pub backs: Vec<GiveBack>,
    pub departures: Vec<Departure>,
}

/// What became of an [`Exchange`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchanged {
    pub settled: Vec<Settled>,
    /// How many messages given back were still ours.
    pub given_back: u64,
    /// The attempts that may leave.
    pub left: Vec<AttemptId>,
}

/// What was taken from workers that are gone or late.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recovered {
    /// Back in the queue: nothing of them had left.
    pub queued: Vec<MessageId>,
    /// May have left; nobody knows.
    pub in_doubt: Vec<MessageId>,
}

/// A node number that belongs to this process while it renews it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeLease {
    pub node: u16,
    /// Proves that the number is still ours.
    pub holder: i64,
    /// Ids of this process must not be made before this instant.
    pub ids_not_before: Timestamp,
    /// When the last process that used this ledger ended; `None` while others do, or when none ever did.
    pub idle_since: Option<Timestamp>,
}
