//! One send to many: who, what, when, and what it would do before it does it.

mod audience;
mod content;
mod form;
mod sms_text;
mod state;
mod view;

pub use audience::{Audience, TypedRecipient, typed_recipients};
pub use content::{CampaignContent, VARIABLES, VariableName};
pub use form::{AudienceForm, ContentForm, LaunchForm};
pub use sms_text::{sms_measure, sms_text};
pub use state::CampaignState;
pub use view::{
    AudienceChoices, CampaignRow, CampaignView, ChannelChoice, Exclusion, LaunchPreview, PreviewPerson,
    Progress, ReasonCount, RenderedPreview, TagChoice,
};
