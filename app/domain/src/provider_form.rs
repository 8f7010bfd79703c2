//! What a settings page needs to draw the form of a provider it knows nothing about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form_text::is_ticked;
use crate::message::Channel;
use crate::text::Text;

/// What was typed into a provider's form, by field name. A switch that is off is `""` or absent.
pub type FormValues = BTreeMap<String, String>;

/// A provider as the settings page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderForm {
    /// Stable: `netgsm`, `smtp`, `whatsapp_cloud`.
    pub id: String,
    pub channel: Channel,
    pub label: Text,
    /// Where the vendor describes the settings.
    pub manual: String,
    /// Of the fields; stored with an account, so that older settings are recognised.
    pub version: u32,
    pub fields: Vec<FormField>,
    pub features: ProviderFeatures,
}

/// What the pages of an account may offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFeatures {
    pub balance: bool,
    pub sender_names: bool,
    pub templates: bool,
    /// Tells whether a message arrived; plain SMTP does not.
    pub reports: bool,
    /// Answers of recipients come in.
    pub inbound: bool,
    /// Has a callback URL that the vendor must be told.
    pub callback: bool,
}

/// One field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    pub name: String,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    pub kind: FieldKind,
    pub required: bool,
    /// What stands in the field of a new account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<ShowWhen>,
    /// Few companies need it: it stands folded away.
    #[serde(default)]
    pub advanced: bool,
    /// The sender that recipients see: the names that the provider approved are offered.
    #[serde(default)]
    pub sender_name: bool,
    /// What a newcomer may connect with in test mode; of no account anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}

/// What may stand in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text {
        longest: u32,
    },
    /// Never sent back to the browser; left empty, the stored one stays.
    Secret {
        longest: u32,
    },
    Int {
        least: i64,
        most: i64,
    },
    /// A switch.
    Bool,
    Choice {
        options: Vec<ChoiceOption>,
    },
    /// A DNS name or an IP address.
    Host,
    Port,
    /// An `https` address.
    Url,
    Email,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    pub value: String,
    pub label: Text,
    /// A risk the person takes by choosing it; it stays visible beside the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Text>,
}

/// Shows a field only while another one has one of these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowWhen {
    pub field: String,
    pub is: Vec<String>,
}

impl ShowWhen {
    /// Whether the other field has one of the values now; a switch that is on counts as `on`.
    #[must_use]
    pub fn holds(&self, values: &FormValues) -> bool {
        let value = values.get(&self.field).map_or("", |value| value.trim());
        self.is.iter().any(|wanted| wanted == value || (wanted == "on" && is_ticked(value)))
    }
}

impl FormField {
    /// Whether the field is part of the form while the others have these values.
    #[must_use]
    pub fn is_shown(&self, values: &FormValues) -> bool {
        self.show_when.as_ref().is_none_or(|condition| condition.holds(values))
    }

    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Secret { .. })
    }
}

impl ProviderForm {
    /// What stands in the form of a new account.
    #[must_use]
    pub fn defaults(&self) -> FormValues {
        let default = |field: &FormField| Some((field.name.clone(), field.default.clone()?));
        self.fields.iter().filter_map(default).collect()
    }

    /// The defaults and the examples: all that the stand-ins of test mode ask for.
    #[must_use]
    pub fn examples(&self) -> FormValues {
        let example = |field: &FormField| Some((field.name.clone(), field.example.clone()?));
        let examples = self.fields.iter().filter_map(example);
        self.defaults().into_iter().chain(examples).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependent_field_shows_with_the_right_choice_only() {
        let condition = ShowWhen { field: "sign".to_owned(), is: vec!["on".to_owned()] };
        let with = |value: &str| FormValues::from([("sign".to_owned(), value.to_owned())]);
        assert!(condition.holds(&with(" on ")) && condition.holds(&with("true")));
        assert!(!condition.holds(&with("")) && !condition.holds(&FormValues::new()));
    }

    #[test]
    fn a_kind_travels_with_its_limits() -> Result<(), serde_json::Error> {
        let kind = FieldKind::Int { least: 1, most: 50 };
        let json = serde_json::to_string(&kind)?;
        assert_eq!(json, r#"{"kind":"int","least":1,"most":50}"#);
        assert_eq!(serde_json::from_str::<FieldKind>(&json)?, kind);
        Ok(())
    }
}
