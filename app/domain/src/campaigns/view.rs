use serde::{Deserialize, Serialize};

use super::audience::Audience;
use super::content::CampaignContent;
use super::footer::{FooterGap, FooterView};
use super::state::CampaignState;
use crate::id::{AccountId, CampaignId, ContactId};
use crate::message::{Channel, FailureReason, SkipReason};
use crate::money::Money;
use crate::provider_accounts::TemplateView;
use crate::time::Timestamp;

/// A campaign in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignRow {
    pub id: CampaignId,
    pub name: String,
    pub channel: Channel,
    pub state: CampaignState,
    pub created: Timestamp,
    pub launched: Option<Timestamp>,
    pub progress: Progress,
}

/// How many messages of a campaign stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// All messages, without the deliberately skipped ones.
    pub total: u32,
    /// Not yet with the provider.
    pub waiting: u32,
    /// With the provider, nothing heard yet.
    pub on_its_way: u32,
    pub delivered: u32,
    pub read: u32,
    pub failed: u32,
    pub skipped: u32,
    pub cancelled: u32,
    /// Held or in doubt: a person is asked.
    pub needs_person: u32,
}

impl Progress {
    /// How many have left the queue, out of how many.
    pub const fn done(self) -> u32 {
        self.total.saturating_sub(self.waiting)
    }
}

/// A campaign in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignView {
    pub id: CampaignId,
    pub name: String,
    pub state: CampaignState,
    pub channel: Channel,
    pub audience: Audience,
    /// How many people the audience names now, before exclusions; in a sentence on the page.
    pub people: u32,
    pub content: Option<CampaignContent>,
    /// What the law adds to it if it is commercial; only of drafts.
    pub footer: FooterView,
    pub created: Timestamp,
    pub created_by: String,
    pub scheduled: Option<Timestamp>,
    pub launched: Option<Timestamp>,
    /// Until then everything can be taken back.
    pub undo_until: Option<Timestamp>,
    pub progress: Progress,
    pub failures: Vec<ReasonCount>,
}

/// Failures of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCount {
    pub reason: FailureReason,
    pub count: u32,
}

/// What a launch would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchPreview {
    /// Messages that would leave.
    pub recipients: u32,
    pub excluded: Vec<Exclusion>,
    /// SMS parts in all; 0 for other channels.
    pub parts: u64,
    /// By the account's price list; `None` where it has none.
    pub cost: Option<Money>,
    /// The account that would carry it.
    pub account: Option<String>,
    /// What keeps this commercial message from leaving; empty otherwise.
    pub footer_gaps: Vec<FooterGap>,
    /// What reads like promotion in an informational text: a person looks once more.
    pub promotion: Vec<String>,
    /// The end of the quiet hours it would run into now.
    pub waits_until: Option<Timestamp>,
}

/// People left out for one reason, with a few of their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    pub reason: SkipReason,
    pub count: u32,
    pub examples: Vec<String>,
}

/// The text as one person would get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedPreview {
    pub person: Option<PreviewPerson>,
    pub subject: String,
    pub body: String,
    /// The legal footer, shown apart; part of what is sent and counted.
    pub footer: String,
    /// Buttons below a WhatsApp template.
    pub buttons: Vec<String>,
    /// Variables this person leaves empty.
    pub missing: Vec<String>,
}

/// The person of a preview and the neighbours to look at next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewPerson {
    pub contact: Option<ContactId>,
    pub name: String,
    pub address: String,
    pub at: u32,
    pub of: u32,
}

/// What the first step offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceChoices {
    pub tags: Vec<TagChoice>,
    /// Contacts of the company in all.
    pub everyone: u32,
    pub channels: Vec<ChannelChoice>,
}

/// The approved texts a WhatsApp send chooses from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoices {
    /// The account whose templates they are; `None` when none is connected.
    pub account: Option<AccountId>,
    /// Those that can be sent first.
    pub templates: Vec<TemplateView>,
}

/// A tag with the number of its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagChoice {
    pub id: crate::id::TagId,
    pub name: String,
    pub people: u32,
}

/// A channel and the account that would carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelChoice {
    pub channel: Channel,
    /// `None` when no account is connected yet.
    pub account: Option<String>,
}
