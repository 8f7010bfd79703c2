//! All providers of this release.

use std::sync::Arc;

use crate::descriptor::{Account, Descriptor, Secrets, Settings};
use crate::email;
use crate::outbound::Outbound;
use crate::provider::{Provider, ProviderFailure, Readable};
use crate::sms;
use crate::whatsapp;

static ALL: &[&Descriptor] = &[
    &sms::netgsm::DESCRIPTOR,
    &sms::mutlucell::DESCRIPTOR,
    &whatsapp::cloud::DESCRIPTOR,
    &email::smtp::DESCRIPTOR,
];

/// Every provider, in the order a menu shows them.
#[must_use]
pub fn all() -> &'static [&'static Descriptor] {
    ALL
}

/// The provider of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Descriptor> {
    all().iter().find(|descriptor| descriptor.id == id).copied()
}

/// Makes the provider of one account from what is stored; does no I/O.
///
/// # Errors
/// A [`Config`](crate::provider::FailureKind::Config) failure for an unknown id or unusable settings.
pub fn build(
    id: &str,
    settings: &Settings,
    secrets: &Secrets,
    outbound: &Outbound,
) -> Result<Arc<dyn Provider>, ProviderFailure> {
    let descriptor = find(id).ok_or_else(|| ProviderFailure::config("no such provider"))?;
    let provider = (descriptor.build)(&Account { descriptor, settings, secrets, outbound });
    Ok(Arc::new(Readable(provider?)))
}
