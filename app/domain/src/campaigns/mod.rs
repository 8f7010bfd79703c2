//! One send to many: who, what, when, and what it would do before it does it.

mod approval;
mod audience;
mod content;
mod follow_up;
mod footer;
mod form;
mod left_out;
mod promotion;
mod slots;
mod sms_text;
mod state;
mod view;
mod whatsapp_text;

pub use approval::{SendBackForm, SentBack, Submission};
pub use audience::{Audience, TypedRecipient, typed_recipients};
pub use content::{CampaignContent, PREFERENCES_LINK, VARIABLES, VariableName};
pub use follow_up::{ContentAct, ContentSaved, ResendForm};
pub use footer::{
    FooterGap, FooterView, RefusalWay, RegistryNumber, SenderIdentity, email_footer, sms_footer,
};
pub use form::{AudienceForm, ContentForm, LaunchForm, changed_meanwhile};
pub use left_out::{LeftOutList, LeftOutQuery, LeftOutRow};
pub use promotion::promotional_words;
pub use slots::{Slot, SlotPlace, SlotTexts, one_line, source_and_text};
pub use sms_text::{SmsLength, sms_measure, sms_text};
pub use state::CampaignState;
pub use view::{
    AudienceChoices, CampaignRow, CampaignView, ChannelChoice, Exclusion, LaunchPreview, PreviewPerson,
    PreviewSms, Progress, ReasonCount, RenderedPreview, SendingPace, TagChoice, TemplateChoices, title_of,
};
pub use whatsapp_text::{LONGEST_WHATSAPP_TEXT, WhatsappLength, whatsapp_text};
