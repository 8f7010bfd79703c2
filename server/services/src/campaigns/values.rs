//! What a contact fills the variables of a text with.

use domain::campaigns::PREFERENCES_LINK;
use domain::contacts::{ContactAddress, ContactCard};
use domain::id::CompanyId;
use domain::message::Channel;

use super::people::Person;
use crate::services::Services;
use crate::texts::Values;
use crate::tokens::SAMPLE_TOKEN;

/// The variables of `domain::campaigns::VARIABLES` that a card fills; empty ones are left out.
pub(super) fn card_values(card: &ContactCard) -> Values {
    let names = [&card.given_name, &card.family_name];
    let person = names.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let title = card.title.clone().unwrap_or_default();
    let full = if person.is_empty() { title.clone() } else { person };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let values = [
        ("ad_soyad", full),
        ("ad", text(&card.given_name)),
        ("soyad", text(&card.family_name)),
        ("unvan", title),
        ("kod", text(&card.code)),
        ("sehir", text(&card.city)),
    ];
    values.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The variable of an address.
pub(super) fn address_value(address: &ContactAddress) -> (&'static str, String) {
    match address {
        ContactAddress::Phone(_) => ("telefon", address.shown()),
        ContactAddress::Email(_) => ("eposta", address.shown()),
    }
}

impl Services {
    /// Gives a person the address of their preferences; whoever has no address has none. It leads somewhere
    /// once the message is planned.
    pub(super) fn link_preferences(&self, company: CompanyId, channel: Channel, person: &mut Person) {
        if !person.address.is_empty() {
            let url = self.preferences_url(&self.refusal_token(company, channel, &person.key));
            person.values.insert(PREFERENCES_LINK, url);
        }
    }

    /// As long as the real one, for a preview.
    pub(super) fn sample_preferences(&self, person: &mut Person) {
        person.values.insert(PREFERENCES_LINK, self.preferences_url(SAMPLE_TOKEN));
    }
}
