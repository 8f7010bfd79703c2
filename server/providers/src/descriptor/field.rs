use domain::provider_form::{ChoiceOption, FieldKind, FormField, ShowWhen};

use super::Words;

/// One setting of a provider.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: Words,
    pub hint: Option<Words>,
    pub kind: Kind,
    pub required: bool,
    pub default: Option<&'static str>,
    pub show_when: Option<Condition>,
    /// Few companies need it.
    pub advanced: bool,
    /// The sender that recipients see.
    pub sender_name: bool,
    /// What a newcomer may connect with in test mode.
    pub example: Option<&'static str>,
}

/// What may stand in a field; lengths in characters.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text {
        longest: u32,
    },
    /// Kept encrypted, never shown again, redacted everywhere.
    Secret {
        longest: u32,
    },
    Int {
        least: i64,
        most: i64,
    },
    Bool,
    Choice(&'static [Choice]),
    Host,
    Port,
    Url,
    Email,
}

/// One option of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub value: &'static str,
    pub label: Words,
    /// A risk that the person accepts with it.
    pub risk: Option<Words>,
}

/// The other field's values with which a field belongs to the form.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    pub field: &'static str,
    pub is: &'static [&'static str],
}

impl Field {
    /// An optional field without hint, default, condition or example.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, label: Words) -> Self {
        Self {
            name,
            label,
            hint: None,
            kind,
            required: false,
            default: None,
            show_when: None,
            advanced: false,
            sender_name: false,
            example: None,
        }
    }

    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub const fn hint(self, tr: &'static str, en: &'static str) -> Self {
        Self { hint: Some(Words::new(tr, en)), ..self }
    }

    #[must_use]
    pub const fn default(self, value: &'static str) -> Self {
        Self { default: Some(value), ..self }
    }

    #[must_use]
    pub const fn show_when(self, field: &'static str, is: &'static [&'static str]) -> Self {
        Self { show_when: Some(Condition { field, is }), ..self }
    }

    /// Folds the field away under "advanced settings"; it must be right when left alone.
    #[must_use]
    pub const fn advanced(self) -> Self {
        Self { advanced: true, ..self }
    }

    /// Offers the names that the provider approved.
    #[must_use]
    pub const fn sender_name(self) -> Self {
        Self { sender_name: true, ..self }
    }

    /// A value that the stand-in of test mode takes; never one of a real account.
    #[must_use]
    pub const fn example(self, value: &'static str) -> Self {
        Self { example: Some(value), ..self }
    }

    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret { .. })
    }

    pub(super) fn to_form(self) -> FormField {
        FormField {
            name: self.name.to_owned(),
            label: self.label.into(),
            hint: self.hint.map(Into::into),
            kind: self.kind.to_form(),
            required: self.required,
            default: self.default.map(str::to_owned),
            show_when: self.show_when.map(Condition::to_form),
            advanced: self.advanced,
            sender_name: self.sender_name,
            example: self.example.map(str::to_owned),
        }
    }
}

impl Choice {
    #[must_use]
    pub const fn new(value: &'static str, label: Words) -> Self {
        Self { value, label, risk: None }
    }

    #[must_use]
    pub const fn risky(self, tr: &'static str, en: &'static str) -> Self {
        Self { risk: Some(Words::new(tr, en)), ..self }
    }

    fn to_form(self) -> ChoiceOption {
        ChoiceOption {
            value: self.value.to_owned(),
            label: self.label.into(),
            risk: self.risk.map(Into::into),
        }
    }
}

impl Condition {
    pub(super) fn to_form(self) -> ShowWhen {
        let is = self.is.iter().map(|value| (*value).to_owned()).collect();
        ShowWhen { field: self.field.to_owned(), is }
    }
}

impl Kind {
    fn to_form(self) -> FieldKind {
        match self {
            Self::Text { longest } => FieldKind::Text { longest },
            Self::Secret { longest } => FieldKind::Secret { longest },
            Self::Int { least, most } => FieldKind::Int { least, most },
            Self::Bool => FieldKind::Bool,
            Self::Choice(options) => {
                FieldKind::Choice { options: options.iter().map(|option| option.to_form()).collect() }
            }
            Self::Host => FieldKind::Host,
            Self::Port => FieldKind::Port,
            Self::Url => FieldKind::Url,
            Self::Email => FieldKind::Email,
        }
    }
}
