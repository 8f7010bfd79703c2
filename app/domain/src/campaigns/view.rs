use serde::{Deserialize, Serialize};

use super::approval::{SentBack, Submission};
use super::audience::Audience;
use super::content::CampaignContent;
use super::footer::{FooterGap, FooterView};
use super::state::CampaignState;
use crate::credit::CreditGap;
use crate::failure::Failure;
use crate::id::{AccountId, CampaignId, ContactId};
use crate::message::{Channel, FailureReason, SkipReason};
use crate::messages::MessageRow;
use crate::money::Money;
use crate::provider_accounts::TemplateView;
use crate::sms::SmsRules;
use crate::time::Timestamp;

/// How much of a text stands for a missing name, in characters.
const TITLE: usize = 48;

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
    /// All people, each by the newest message; without the deliberately skipped ones.
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
    /// How many have left this machine; not those taken back, held or in doubt.
    pub const fn left(self) -> u32 {
        self.on_its_way + self.arrived() + self.failed
    }

    /// Whether something waits: for its turn, or for a person.
    pub const fn is_open(self) -> bool {
        self.waiting > 0 || self.needs_person > 0
    }

    pub const fn arrived(self) -> u32 {
        self.delivered + self.read
    }
}

/// How fast a campaign leaves now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendingPace {
    /// Messages a minute, over the last half minute.
    pub per_minute: u32,
    /// Seconds until the rest has left at that pace; `None` while the rest is still being written, and
    /// where quiet hours come first or the next day.
    pub remaining: Option<u32>,
}

/// A campaign in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignView {
    pub id: CampaignId,
    pub name: String,
    pub state: CampaignState,
    pub channel: Channel,
    /// Only of drafts.
    pub audience: Audience,
    /// How many people the audience names now, before exclusions; only of drafts.
    pub people: u32,
    pub content: Option<CampaignContent>,
    /// What the law adds to it if it is commercial; only of drafts.
    pub footer: FooterView,
    pub created: Timestamp,
    pub created_by: String,
    pub scheduled: Option<Timestamp>,
    pub launched: Option<Timestamp>,
    /// Until then what was just set going can be taken back; `None` when that is over.
    pub undo_until: Option<Timestamp>,
    /// When this was read.
    pub now: Timestamp,
    pub progress: Progress,
    /// While it leaves, as far as it is known.
    pub pace: Option<SendingPace>,
    pub failures: Vec<ReasonCount>,
    /// Who asks for an approval; only while it waits for one.
    pub submitted: Option<Submission>,
    /// Why it is a draft again; only of drafts.
    pub sent_back: Option<SentBack>,
    /// Who was left out at the launch, by reason.
    pub excluded: Vec<Exclusion>,
    /// The newest messages; none of drafts.
    pub latest: Vec<MessageRow>,
    /// How the account counts an SMS; only of drafts.
    pub sms_rules: SmsRules,
    /// A short address that stands for longer ones in an SMS; empty where none is shortened.
    pub short_link: String,
    /// Where the asker's test goes unless another address is typed; only of drafts, empty when unknown.
    pub test_to: String,
    /// Whether it was sent once more to some.
    pub is_repeat: bool,
    /// Counts the changes of a draft.
    pub version: i32,
    /// New with every reading: the same test asked for twice is one.
    pub test_key: String,
}

impl CampaignView {
    /// What it is called: its name, or the first words of its text; empty when it has neither.
    #[must_use]
    pub fn title(&self) -> String {
        title_of(&self.name, self.content.as_ref())
    }

    /// Whether everything was taken back before anything left, as far as is known of each.
    #[must_use]
    pub fn was_undone(&self) -> bool {
        self.state == CampaignState::Cancelled && self.progress.left() == 0 && !self.progress.is_open()
    }

    /// Seconds left, when this was read, to take back what was just set going; begun ones count.
    #[must_use]
    pub fn undo_seconds(&self) -> u32 {
        let left = self.undo_until.map_or(0, |until| until.micros() - self.now.micros());
        u32::try_from((left + 999_999) / 1_000_000).unwrap_or_default()
    }

    /// Whether something of it can still be stopped: it is being written, or something waits.
    #[must_use]
    pub const fn may_stop(&self) -> bool {
        match self.state {
            CampaignState::Planning | CampaignState::Scheduled => true,
            // A stop that was interrupted goes on.
            CampaignState::Cancelled => self.progress.waiting > 0,
            state => state.is_stoppable() && self.progress.is_open(),
        }
    }

    /// Whether those it did not reach can be sent to once more: nothing of it waits, for a worker or a
    /// person.
    #[must_use]
    pub fn may_resend(&self) -> bool {
        let has_ended =
            matches!(self.state, CampaignState::Running | CampaignState::Finished | CampaignState::Cancelled);
        has_ended && !self.progress.is_open() && self.may_pass() > 0
    }

    /// The people it did not reach who may be reached by sending once more.
    #[must_use]
    pub fn may_pass(&self) -> u32 {
        self.failures.iter().filter(|row| row.reason.may_pass()).map(|row| row.count).sum()
    }
}

/// The name of a campaign, or the first words of what it says.
#[must_use]
pub fn title_of(name: &str, content: Option<&CampaignContent>) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let text =
        content.map(|content| if content.subject.is_empty() { &content.body } else { &content.subject });
    let words = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if words.chars().count() <= TITLE { words } else { words.chars().take(TITLE).chain(['…']).collect() }
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
    /// The estimate by the account's price of today; `None` where it has none, and for who sees no money.
    pub cost: Option<Money>,
    /// Whether the account should have a price for it and has none; untold to who sees no money.
    pub unpriced: bool,
    /// What is missing on the account as far as is known, which keeps nobody from sending; untold to who
    /// sees no money.
    pub credit_gap: Option<CreditGap>,
    /// The account that would carry it.
    pub account: Option<String>,
    pub account_id: Option<AccountId>,
    /// The limit of the company that it would pass now.
    pub limit: Option<Failure>,
    /// What keeps this commercial message from leaving; empty otherwise.
    pub footer_gaps: Vec<FooterGap>,
    /// What reads like promotion in an informational text: a person looks once more.
    pub promotion: Vec<String>,
    /// When this was found: no time before it can be chosen.
    pub now: Timestamp,
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
    /// How many SMS it is; `None` for other channels.
    pub sms: Option<PreviewSms>,
}

/// How many SMS a text is when it is filled, by the account's rules: an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewSms {
    /// For the person of the preview.
    pub parts: u32,
    /// For the one of the people looked at who gets the longest.
    pub most: u32,
    pub too_long: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_held_or_doubted_has_not_left() {
        let progress = Progress {
            total: 9,
            waiting: 1,
            on_its_way: 1,
            delivered: 1,
            read: 1,
            failed: 1,
            cancelled: 2,
            needs_person: 2,
            ..Progress::default()
        };
        assert_eq!((progress.left(), progress.arrived()), (4, 2));
        let undone = Progress { total: 1, cancelled: 1, ..Progress::default() };
        assert_eq!(undone.left(), 0);
    }

    fn view(state: CampaignState, progress: Progress) -> CampaignView {
        CampaignView {
            id: CampaignId::from_i64(1),
            name: String::new(),
            state,
            channel: Channel::Sms,
            audience: Audience::default(),
            people: 0,
            content: None,
            footer: FooterView::default(),
            created: Timestamp::EPOCH,
            created_by: String::new(),
            scheduled: None,
            launched: None,
            undo_until: None,
            now: Timestamp::EPOCH,
            progress,
            pace: None,
            failures: vec![ReasonCount { reason: FailureReason::PhoneOff, count: 1 }],
            submitted: None,
            sent_back: None,
            excluded: Vec::new(),
            latest: Vec::new(),
            sms_rules: SmsRules::NETGSM,
            short_link: String::new(),
            test_to: String::new(),
            is_repeat: false,
            version: 1,
            test_key: String::new(),
        }
    }

    #[test]
    fn what_waits_or_asks_can_be_stopped_and_is_not_taken_back_yet() {
        let nothing = Progress { total: 2, cancelled: 2, ..Progress::default() };
        let waiting = Progress { waiting: 1, ..nothing };
        let asks = Progress { needs_person: 1, ..nothing };
        let seen = |state, progress| {
            let view = view(state, progress);
            (view.may_stop(), view.was_undone(), view.may_resend())
        };
        use CampaignState as S;
        assert_eq!(seen(S::Running, waiting), (true, false, false));
        assert_eq!(seen(S::Running, asks), (true, false, false), "all of it may be held");
        assert_eq!(seen(S::Running, nothing), (false, false, true));
        assert_eq!(seen(S::Held, asks), (true, false, false));
        assert_eq!(seen(S::Planning, nothing), (true, false, false), "more comes");
        assert_eq!(seen(S::Cancelled, waiting), (true, false, false), "an interrupted stop goes on");
        assert_eq!(seen(S::Cancelled, asks), (false, false, false));
        assert_eq!(seen(S::Cancelled, nothing), (false, true, true));
    }

    #[test]
    fn the_seconds_to_take_back_count_begun_ones_and_end_at_none() {
        let at = |micros| CampaignView {
            undo_until: Some(Timestamp::from_seconds(10)),
            now: Timestamp::from_micros(micros),
            ..view(CampaignState::Running, Progress::default())
        };
        assert_eq!(
            [0, 1, 9_999_999, 10_000_000, 11_000_000].map(|now| at(now).undo_seconds()),
            [10, 10, 1, 0, 0]
        );
    }

    #[test]
    fn a_campaign_without_a_name_is_called_by_its_first_words() {
        let content = CampaignContent {
            channel: Channel::Sms,
            class: crate::message::Class::Informational,
            subject: String::new(),
            body: "Sayın {{ad}},\n randevunuz yarın ".to_owned() + &"ş".repeat(60),
            template: String::new(),
            shape: None,
            slots: super::super::slots::SlotTexts::new(),
        };
        assert_eq!(title_of("Kış", Some(&content)), "Kış");
        let title = title_of("", Some(&content));
        assert!(title.starts_with("Sayın {{ad}}, randevunuz yarın ş") && title.ends_with('…'), "{title}");
        assert_eq!(title_of("", None), "");
    }
}
