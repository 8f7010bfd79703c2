use domain::id::{AccountId, CampaignId, CompanyId, MessageId};
use domain::message::{Channel, Class, HoldReason, State};
use domain::time::Timestamp;

/// Messages of one company that have not left, in pieces: pass [`Step::next`] as `after` to go on.
#[derive(Debug, Clone)]
pub struct Selection {
    pub company: CompanyId,
    pub which: Selected,
    pub after: Option<MessageId>,
    /// Most messages of one step.
    pub limit: u32,
}

/// Which messages a selection names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selected {
    Messages(Vec<MessageId>),
    Campaign(CampaignId),
    /// What a campaign sends once more.
    Repeats(CampaignId),
    Account(AccountId),
    /// Held for want of an account of this channel, whichever they had before.
    WithoutAccount(Channel),
    Recipient(WaitingFor),
}

/// What waits for one address of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFor {
    pub channel: Channel,
    /// Only of this legal class, and of informational ones not those that somebody asked for; everything
    /// without it.
    pub class: Option<Class>,
    /// As its consents name it: E.164, or an e-mail address in any letter case.
    pub address: String,
}

/// How messages go into the queue.
#[derive(Debug, Clone, Copy, Default)]
pub struct Release {
    /// Only those held for this reason; without it all that are planned or held.
    pub held_for: Option<HoldReason>,
    /// Send through this account.
    pub account: Option<AccountId>,
    /// Not before this instant; each message's own when missing.
    pub due_at: Option<Timestamp>,
}

/// One piece of a long act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    pub moved: u64,
    /// Where the next step goes on; `None` at the end.
    pub next: Option<MessageId>,
}

/// What a verb moves: messages in these states, held for this reason if one is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Movable {
    pub from: &'static [State],
    pub held_for: Option<HoldReason>,
}

impl Movable {
    pub const HOLD: Self = Self { from: &[State::Queued, State::Planned], held_for: None };
    /// What a cancel and a refusal take away.
    pub const CANCEL: Self = Self { from: &[State::Queued, State::Planned, State::Held], held_for: None };

    /// What is held for one reason.
    pub const fn held(reason: HoldReason) -> Self {
        Self { from: &[State::Held], held_for: Some(reason) }
    }

    pub const fn release(how: &Release) -> Self {
        let from: &[State] =
            if how.held_for.is_some() { &[State::Held] } else { &[State::Planned, State::Held] };
        Self { from, held_for: how.held_for }
    }
}
