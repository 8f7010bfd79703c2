use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Descriptor;
use crate::outbound::Outbound;
use crate::provider::ProviderFailure;

/// The plain settings of an account, as they are stored: a JSON object of strings, numbers and booleans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, Value>);

/// The secret settings of an account, opened. `Debug` shows names only.
#[derive(Clone, Debug, Default)]
pub struct Secrets(BTreeMap<String, SecretString>);

impl Settings {
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Settings {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl Secrets {
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&SecretString> {
        self.0.get(name)
    }

    pub fn set(&mut self, name: &str, secret: SecretString) {
        self.0.insert(name.to_owned(), secret);
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0.iter().map(|(name, secret)| (name.as_str(), secret))
    }
}

impl<N: Into<String>> FromIterator<(N, SecretString)> for Secrets {
    fn from_iter<I: IntoIterator<Item = (N, SecretString)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(name, secret)| (name.into(), secret)).collect())
    }
}

/// What a provider is built from: stored settings read by field name, with the descriptor's defaults.
///
/// Stored settings passed the form once, so every failure here is [`Config`](crate::provider::FailureKind::Config).
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    pub descriptor: &'static Descriptor,
    pub settings: &'a Settings,
    pub secrets: &'a Secrets,
    pub outbound: &'a Outbound,
}

impl Account<'_> {
    /// A text that must be there.
    pub fn text(&self, name: &str) -> Result<String, ProviderFailure> {
        self.optional_text(name).ok_or_else(|| missing(name))
    }

    /// A text, or `None` when it is blank.
    #[must_use]
    pub fn optional_text(&self, name: &str) -> Option<String> {
        let stored = self.settings.get(name).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        stored.or_else(|| self.default(name)).filter(|text| !text.is_empty())
    }

    /// A number.
    pub fn number<N: TryFrom<i64>>(&self, name: &str) -> Result<N, ProviderFailure> {
        let number = match self.settings.get(name) {
            Some(value) => value.as_i64(),
            None => self.default(name).and_then(|default| default.parse().ok()),
        };
        number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| missing(name))
    }

    /// A switch; off unless it is on.
    #[must_use]
    pub fn switch(&self, name: &str) -> bool {
        match self.settings.get(name) {
            Some(value) => value.as_bool().unwrap_or(false),
            None => self.default(name).is_some_and(|default| default == "true"),
        }
    }

    /// A secret that must be there.
    pub fn secret(&self, name: &str) -> Result<SecretString, ProviderFailure> {
        self.optional_secret(name).ok_or_else(|| missing(name))
    }

    /// A secret, or `None` when it was never given.
    #[must_use]
    pub fn optional_secret(&self, name: &str) -> Option<SecretString> {
        self.secrets.get(name).filter(|secret| !secret.expose_secret().is_empty()).cloned()
    }

    fn default(&self, name: &str) -> Option<String> {
        self.descriptor.field(name)?.default.map(str::to_owned)
    }
}

fn missing(name: &str) -> ProviderFailure {
    ProviderFailure::config(format!("the setting {name} is missing or unusable"))
}
