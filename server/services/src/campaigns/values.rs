//! What a contact fills the variables of a text with.

use domain::contacts::{ContactAddress, ContactCard};

use crate::texts::Values;

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
