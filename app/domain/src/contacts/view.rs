use serde::{Deserialize, Serialize};

use super::card::display_name;
use super::form::ContactForm;
use super::kind::{AddressKind, AddressRole, AddressSource, AddressState, ContactKind};
use super::tag::TagBadge;
use crate::id::{AddressId, ContactId};
use crate::lang::Lang;
use crate::message::Channel;
use crate::messages::{MessageRow, RecipientKind};
use crate::time::Timestamp;

/// Days in which a deleted card can be taken back.
pub const DAYS_TO_RESTORE: u16 = 30;

/// A contact in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRow {
    pub id: ContactId,
    pub kind: ContactKind,
    /// Empty for a card that is only an address.
    pub name: String,
    pub code: String,
    /// The first phone, then how many more there are.
    pub phone: Option<AddressBadge>,
    pub more_phones: u32,
    pub email: Option<AddressBadge>,
    pub more_emails: u32,
    pub tags: Vec<TagBadge>,
    /// Channels on which one of its addresses refused.
    pub refused: Vec<Channel>,
}

/// An address in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressBadge {
    /// The form people read.
    pub shown: String,
    pub state: AddressState,
    /// Whether an SMS can be tried.
    pub takes_sms: bool,
}

/// A page of contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactList {
    pub rows: Vec<ContactRow>,
    /// Where the page before this one ends, and where the next one begins.
    pub previous: Option<ContactId>,
    pub next: Option<ContactId>,
    /// Everybody the filter finds; `None` when counting them would take too long.
    pub found: Option<u32>,
    /// Contacts of the company in all.
    pub total: u32,
}

/// A contact in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    pub id: ContactId,
    pub kind: ContactKind,
    pub given_name: String,
    pub family_name: String,
    pub title: String,
    pub code: String,
    pub tax_number: String,
    pub city: String,
    pub lang: Lang,
    pub recipient: RecipientKind,
    pub notes: String,
    pub addresses: Vec<AddressRow>,
    pub tags: Vec<TagBadge>,
    /// Where the card came from.
    pub source: AddressSource,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// When it was deleted; it can be taken back until it is gone for good.
    pub deleted: Option<Timestamp>,
    /// What happened with it, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// Whether it has messages beyond those of the timeline.
    pub more_messages: bool,
}

/// An address on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressRow {
    pub id: AddressId,
    pub kind: AddressKind,
    /// The form people read.
    pub shown: String,
    /// Whether an SMS can be tried.
    pub takes_sms: bool,
    pub role: AddressRole,
    pub source: AddressSource,
    pub state: AddressState,
    /// When it came to be known so, and in which words of a provider; empty where a member noted it.
    pub state_at: Timestamp,
    pub state_note: String,
    /// Whether it is not theirs because whoever reads there said so.
    pub reported: bool,
    pub since: Timestamp,
    /// Other cards with the same address.
    pub shared_with: u32,
    /// Channels on which it refused commercial messages.
    pub refused: Vec<Channel>,
    /// Channels on which it refused notices as well.
    pub notices_refused: Vec<Channel>,
    /// Until when it can be written to on WhatsApp without a template; `None` when only with one.
    pub window_until: Option<Timestamp>,
}

/// One thing that happened with a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Timestamp,
    pub what: TimelineEvent,
}

/// What happened with a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    CardMade {
        source: AddressSource,
    },
    AddressAdded {
        shown: String,
        source: AddressSource,
    },
    /// A refusal of commercial messages.
    Refused {
        shown: String,
        channel: Channel,
    },
    /// A refusal of informational messages.
    NoticesRefused {
        shown: String,
        channel: Channel,
    },
    /// Whoever reads there said that it is somebody else's address.
    NotTheirs {
        shown: String,
    },
    Message {
        message: MessageRow,
    },
}

impl ContactView {
    /// What the card is called; empty for a card that is only an address.
    pub fn name(&self) -> String {
        display_name(self.kind, given(&self.given_name), given(&self.family_name), given(&self.title))
    }

    /// The form filled with what is stored.
    pub fn to_form(&self) -> ContactForm {
        ContactForm {
            contact: self.id.to_string(),
            kind: self.kind.word().to_owned(),
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            title: self.title.clone(),
            code: self.code.clone(),
            tax_number: self.tax_number.clone(),
            city: self.city.clone(),
            lang: self.lang.code().to_owned(),
            recipient: self.recipient.word().to_owned(),
            notes: self.notes.clone(),
            ..ContactForm::default()
        }
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
