use std::sync::Arc;

use domain::message::Channel;
use domain::provider_form::{FormValues, ProviderFeatures, ProviderForm};

use super::settings::{Account, Secrets, Settings};
use super::{Field, Kind, Words};
use crate::outbound::Receiver;
use crate::provider::{Capabilities, Provider, ProviderFailure};

/// Everything the rest of the product knows of a provider without calling it.
#[derive(Debug)]
pub struct Descriptor {
    /// Stable, stored with accounts: `netgsm`.
    pub id: &'static str,
    pub channel: Channel,
    pub label: Words,
    /// The vendor's manual.
    pub manual: &'static str,
    /// Raised when fields change their meaning.
    pub version: u32,
    /// Who receives personal data with each message, for the transfer log.
    pub receiver: Receiver,
    pub capabilities: Capabilities,
    pub fields: &'static [Field],
    /// The field of the sender name, address or number.
    pub sender: &'static str,
    pub build: Build,
}

/// Makes the provider of one account; does no I/O.
pub type Build = fn(&Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure>;

/// A form that passed: ready to be stored.
#[derive(Debug, Default)]
pub struct Submitted {
    pub settings: Settings,
    /// Only those that were typed; the others keep their stored values.
    pub secrets: Secrets,
}

impl Descriptor {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Names of the fields that are kept encrypted.
    pub fn secret_names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.is_secret()).map(|field| field.name)
    }

    /// The secret that a login is made with under these settings; the first that shows.
    #[must_use]
    pub fn credential(&self, form: &FormValues) -> Option<&'static str> {
        let shows = |field: &&Field| field.show_when.is_none_or(|condition| condition.to_form().holds(form));
        self.fields.iter().filter(shows).find(|field| field.is_secret()).map(|field| field.name)
    }

    /// The field in which a company names the server itself; none where the vendor's is the only one.
    #[must_use]
    pub fn server(&self) -> Option<&'static str> {
        let names_it = |field: &&Field| field.required && matches!(field.kind, Kind::Host);
        self.fields.iter().find(names_it).map(|field| field.name)
    }

    /// What the settings page draws.
    #[must_use]
    pub fn to_form(&self) -> ProviderForm {
        ProviderForm {
            id: self.id.to_owned(),
            channel: self.channel,
            label: self.label.into(),
            manual: self.manual.to_owned(),
            version: self.version,
            fields: self.fields.iter().map(|field| field.to_form()).collect(),
            features: self.features(),
        }
    }

    fn features(&self) -> ProviderFeatures {
        let able = self.capabilities;
        ProviderFeatures {
            balance: able.balance,
            sender_names: able.sender_names,
            templates: able.templates,
            reports: able.gives_reports(),
            inbound: able.inbound,
            callback: able.push.is_some(),
        }
    }
}
