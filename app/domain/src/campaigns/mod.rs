//! One send to many: who, what, when, and what it would do before it does it.

mod audience;
mod content;
mod form;
mod state;
mod view;

pub use audience::{Audience, TypedRecipient, typed_recipients};
pub use content::{CampaignContent, VARIABLES, VariableName};
pub use form::{AudienceForm, ContentForm, LaunchForm};
pub use state::CampaignState;
pub use view::{
    CampaignRow, CampaignView, Exclusion, LaunchPreview, PreviewPerson, Progress, ReasonCount,
    RenderedPreview,
};
