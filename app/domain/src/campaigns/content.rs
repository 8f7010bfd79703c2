use serde::{Deserialize, Serialize};

use super::slots::SlotTexts;
use crate::message::{Channel, Class};
use crate::messages::needs_window;
use crate::provider_accounts::TemplateShape;

/// What a campaign says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignContent {
    pub channel: Channel,
    /// The legal class; without one nothing leaves.
    pub class: Class,
    /// The subject of an e-mail; empty otherwise.
    pub subject: String,
    /// The text with its variables.
    pub body: String,
    /// The name and language of an approved WhatsApp template, as `name/language`; empty for free text.
    pub template: String,
    /// The template as it was when it was chosen; its text with our variables is the body.
    #[serde(default)]
    pub shape: Option<TemplateShape>,
    /// What fills its places.
    #[serde(default)]
    pub slots: SlotTexts,
}

impl CampaignContent {
    /// Whether it is an approved WhatsApp template.
    #[must_use]
    pub const fn is_template(&self) -> bool {
        self.shape.is_some()
    }

    /// Whether it goes only to those who have written on WhatsApp within a day.
    #[must_use]
    pub const fn needs_window(&self) -> bool {
        needs_window(self.channel, self.is_template())
    }
}

/// A variable that every contact fills.
pub type VariableName = &'static str;

/// The variables a text may use, with what they stand for in a contact.
pub const VARIABLES: &[VariableName] =
    &["ad_soyad", "ad", "soyad", "unvan", "firma", "kod", "sehir", "telefon", "eposta", PREFERENCES_LINK];

/// The address at which whoever gets the text chooses what else comes, and says that it is not for them.
pub const PREFERENCES_LINK: VariableName = "tercih_linki";
