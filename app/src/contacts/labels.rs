//! What is known about cards and addresses, in the visitor's words.

use domain::contacts::{AddressRole, AddressSource, AddressState, ContactKind};
use domain::message::Channel;
use domain::messages::RecipientKind;

use crate::i18n::*;
use crate::parts::channel_leading;

pub fn kind_text(i18n: Locale, kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Person => t_string!(i18n, contacts.kind_person),
        ContactKind::Company => t_string!(i18n, contacts.kind_company),
    }
}

/// Where a card or an address came from.
pub fn source_text(i18n: Locale, source: AddressSource) -> &'static str {
    match source {
        AddressSource::Form => t_string!(i18n, contacts.source_form),
        AddressSource::Import => t_string!(i18n, contacts.source_import),
        AddressSource::Erp => t_string!(i18n, contacts.source_erp),
        AddressSource::Inbound => t_string!(i18n, contacts.source_inbound),
        AddressSource::Api => t_string!(i18n, contacts.source_api),
    }
}

pub fn state_text(i18n: Locale, state: AddressState) -> &'static str {
    match state {
        AddressState::Unverified => t_string!(i18n, contacts.state_unverified),
        AddressState::Verified => t_string!(i18n, contacts.state_verified),
        AddressState::NotTheirs => t_string!(i18n, contacts.state_not_theirs),
        AddressState::Closed => t_string!(i18n, contacts.state_closed),
        AddressState::Dead => t_string!(i18n, contacts.state_dead),
    }
}

/// The icon of a state and the tone it is drawn in.
pub const fn state_mark(state: AddressState) -> (&'static str, &'static str) {
    match state {
        AddressState::Unverified => ("ask", "unverified"),
        AddressState::Verified => ("check", "delivered"),
        AddressState::NotTheirs | AddressState::Closed | AddressState::Dead => ("x", "failed"),
    }
}

/// That somebody wants no commercial messages on a channel.
pub fn refused_text(i18n: Locale, channel: Channel) -> String {
    t_string!(i18n, contacts.refused_on, channels = channel_leading(i18n, channel)).to_string()
}

/// That they want no notices there either.
pub fn no_notices_text(i18n: Locale, channel: Channel) -> String {
    t_string!(i18n, contacts.no_notices_on, channels = channel_leading(i18n, channel)).to_string()
}

pub fn role_text(i18n: Locale, role: AddressRole) -> &'static str {
    match role {
        AddressRole::General => t_string!(i18n, contacts.role_general),
        AddressRole::Owner => t_string!(i18n, contacts.role_owner),
        AddressRole::Accounting => t_string!(i18n, contacts.role_accounting),
        AddressRole::Purchasing => t_string!(i18n, contacts.role_purchasing),
    }
}

pub fn recipient_text(i18n: Locale, recipient: RecipientKind) -> &'static str {
    match recipient {
        RecipientKind::Individual => t_string!(i18n, contacts.individual),
        RecipientKind::Merchant => t_string!(i18n, contacts.merchant),
    }
}

/// The name of a card, or words for one that is only an address.
pub fn shown_name(i18n: Locale, name: &str) -> String {
    if name.is_empty() { t_string!(i18n, contacts.nameless).to_owned() } else { name.to_owned() }
}
