//! A message template that a provider keeps and approves (WhatsApp).

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::message::Class;
use crate::time::Timestamp;

coded_enum! {
    /// What Meta calls its category; it decides the legal class and the price.
    TemplateCategory {
        Marketing = 1 "marketing",
        Utility = 2 "utility",
        /// One-time codes: no campaign.
        Authentication = 3 "authentication",
        Other = 99 "other",
    }
}

coded_enum! {
    /// Whether it can be sent.
    TemplateStatus {
        Approved = 1 "approved",
        Pending = 2 "pending",
        Rejected = 3 "rejected",
        /// By Meta, because people complained; it comes back by itself or is disabled.
        Paused = 4 "paused",
        Disabled = 5 "disabled",
        Other = 99 "other",
    }
}

/// A template as it was read from its provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    pub name: String,
    /// Exactly as approved: `tr`, `en_US`.
    pub language: String,
    pub category: TemplateCategory,
    pub status: TemplateStatus,
    /// `GREEN`, `YELLOW`, `RED`; empty when unknown.
    pub quality: String,
    pub shape: TemplateShape,
    pub synced: Timestamp,
}

/// Its text with the places to be filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateShape {
    pub header: Option<HeaderShape>,
    pub body: String,
    /// Variables of the body in order: `1`, `2`, or names.
    pub variables: Vec<FieldShape>,
    /// Variables are named, so each value needs its name.
    pub named: bool,
    pub footer: Option<String>,
    pub buttons: Vec<ButtonShape>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeaderShape {
    /// `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `LOCATION`.
    pub format: String,
    pub text: String,
    pub variables: Vec<FieldShape>,
}

/// One variable with the example it was approved with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldShape {
    pub name: String,
    pub example: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ButtonShape {
    /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER`, `COPY_CODE`, …
    pub kind: String,
    pub text: String,
    pub url: Option<String>,
    pub takes_value: bool,
}

impl TemplateCategory {
    /// Reads Meta's word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        Self::from_word(&word.to_ascii_lowercase()).unwrap_or(Self::Other)
    }

    /// The legal class its messages have; `None` for what no campaign sends.
    #[must_use]
    pub const fn class(self) -> Option<Class> {
        match self {
            Self::Marketing => Some(Class::Commercial),
            Self::Utility => Some(Class::Informational),
            Self::Authentication | Self::Other => None,
        }
    }
}

impl TemplateStatus {
    /// Reads Meta's word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        Self::from_word(&word.to_ascii_lowercase()).unwrap_or(Self::Other)
    }
}

impl TemplateView {
    /// What a form names it by.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.name, self.language)
    }

    /// Whether a campaign can send it now.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let format = self.shape.header.as_ref().map(|header| header.format.as_str());
        let fillable = !matches!(format, Some("LOCATION"));
        self.status == TemplateStatus::Approved && self.category.class().is_some() && fillable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_decides_the_legal_class() {
        assert_eq!(TemplateCategory::of("MARKETING").class(), Some(Class::Commercial));
        assert_eq!(TemplateCategory::of("UTILITY").class(), Some(Class::Informational));
        assert_eq!(TemplateCategory::of("AUTHENTICATION").class(), None);
        assert_eq!(TemplateStatus::of("IN_APPEAL"), TemplateStatus::Other);
    }
}
