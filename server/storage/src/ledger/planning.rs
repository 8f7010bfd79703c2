use domain::accounts::Via;
use domain::id::{AccountId, AddressId, CampaignId, CompanyId, ContactId, ContentId, MessageId, UserId};
use domain::message::{Channel, Class, HoldReason, Purpose, SkipReason, State};
use domain::money::Money;
use domain::time::Timestamp;

use super::page::MessageView;
use super::reason::Reason;

/// What makes planning the same message twice harmless: one per company and message.
///
/// `campaign:{id}:{round}:{channel}:{pseudonym of the address}`, `api:{request}:{n}`, `recipe:{id}:{event}:{step}`,
/// `form:{key}`. Keys that grow in the order of planning are the cheapest to keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SendKey(String);

impl SendKey {
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A message to be written into the ledger.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub company: CompanyId,
    /// The account that sends it; none yet for a message held or skipped.
    pub account: Option<AccountId>,
    pub channel: Channel,
    pub purpose: Purpose,
    pub class: Class,
    pub key: SendKey,
    pub state: FirstState,
    /// Not before this instant.
    pub due_at: Timestamp,
    /// Never after this instant.
    pub expires_at: Option<Timestamp>,
    /// 0 for the first send, one more for each resend.
    pub round: i16,
    pub contact: Option<ContactId>,
    pub address: Option<AddressId>,
    pub campaign: Option<CampaignId>,
    pub resend_of: Option<MessageId>,
    pub created_by: Option<UserId>,
    pub approved_by: Option<UserId>,
    pub via: Via,
    /// The estimate of what it costs; `None` where its account has no price for it.
    pub cost: Option<Money>,
    pub body: Body,
}

/// What a message says, to whom, as whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Phone number in E.164 or e-mail address.
    pub recipient: String,
    /// Sender name, number or address; the account's default when missing.
    pub sender: Option<String>,
    pub subject: Option<String>,
    /// The final text of an SMS or WhatsApp message.
    pub text: Option<String>,
    /// The content of an e-mail or template message.
    pub content: Option<ContentId>,
    /// Frozen values of the content's variables, as JSON.
    pub params: Option<String>,
}

/// Where a new message begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstState {
    /// Waits to be released.
    Planned,
    /// Leaves as soon as it is due.
    Queued,
    Skipped(SkipReason),
    Held(HoldReason),
}

impl FirstState {
    pub(crate) const fn state(self) -> State {
        match self {
            Self::Planned => State::Planned,
            Self::Queued => State::Queued,
            Self::Skipped(_) => State::Skipped,
            Self::Held(_) => State::Held,
        }
    }

    pub(crate) const fn reason(self) -> Option<Reason> {
        match self {
            Self::Skipped(reason) => Some(Reason::Skip(reason)),
            Self::Held(reason) => Some(Reason::Hold(reason)),
            Self::Planned | Self::Queued => None,
        }
    }
}

/// What became of a planned message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The message of the key: this one, or the one planned before.
    pub message: MessageId,
    /// Whether it was written just now.
    pub is_new: bool,
}

/// A message to be sent once more as a new row.
#[derive(Debug, Clone)]
pub struct Resend {
    pub message: MessageId,
    /// A repeat of it that was taken back: asking again then plans another.
    pub undone: Option<MessageId>,
    /// Another account than the first time.
    pub account: Option<AccountId>,
    pub due_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub created_by: Option<UserId>,
    pub approved_by: Option<UserId>,
    pub via: Via,
    /// The estimate of what it costs this time.
    pub cost: Option<Money>,
}

impl Resend {
    /// The new row: everything as before, one round later and at the price of now.
    pub(super) fn of(self, company: CompanyId, first: MessageView) -> NewMessage {
        let round = first.round.saturating_add(1);
        let account = self.account.or(first.row.account);
        let queued = account.is_some();
        NewMessage {
            company,
            account,
            channel: first.row.channel,
            purpose: first.row.purpose,
            class: first.row.class,
            key: SendKey::new(format!("resend:{}:{round}", self.undone.unwrap_or(self.message))),
            state: if queued { FirstState::Queued } else { FirstState::Held(HoldReason::NoAccount) },
            due_at: self.due_at,
            expires_at: self.expires_at,
            round,
            contact: first.row.contact,
            address: first.address,
            campaign: first.row.campaign,
            resend_of: Some(self.message),
            created_by: self.created_by,
            approved_by: self.approved_by,
            via: self.via,
            cost: self.cost,
            body: first.body,
        }
    }
}

/// The content of an e-mail before its variables are filled in. Never changed once kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub html: Option<String>,
    pub text: Option<String>,
}
