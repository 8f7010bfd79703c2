use domain::contacts::{AddressRole, ContactAddress, ContactCard, search_words};
use domain::id::{AddressId, ContactId};
use sea_orm::Value;

use super::reach::Reach;
use super::record::code_key;
use super::writing::{Desk, Writing};
use crate::StorageError;
use crate::ledger::sql::{insert, insert_new, json, run};

/// A card to be written, with its addresses in the order of their places.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub id: ContactId,
    pub card: ContactCard,
    pub addresses: Vec<(AddressId, ContactAddress)>,
}

/// An address to be put on a card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub contact: ContactId,
    pub address: AddressId,
    pub role: AddressRole,
    pub place: i16,
}

const CONTACTS: &str = "contacts (id, company_id, kind, given_name, family_name, title, code, code_key, \
    tax_number, city, lang, recipient_kind, notes, name_key, search, reach, source, created_at, updated_at)";

const LINKS: &str = "contact_addresses (contact_id, address_id, role, place, source, since)";

/// Writes new cards with their addresses, which are there already.
pub(super) async fn insert_cards(desk: &mut Desk<'_>, fresh: &[Fresh]) -> Result<(), StorageError> {
    let mut values = Vec::with_capacity(fresh.len() * 19);
    for card in fresh {
        let reach = Reach::of(addresses(card));
        values.extend(card_row(desk.by, card, reach));
        desk.count(reach, 1);
    }
    insert(desk.tx, CONTACTS, values).await?;
    let links: Vec<_> = fresh.iter().flat_map(links).collect();
    insert_links(desk, &links).await.map(drop)
}

fn addresses(fresh: &Fresh) -> impl Iterator<Item = &ContactAddress> {
    fresh.addresses.iter().map(|(_, address)| address)
}

fn links(fresh: &Fresh) -> impl Iterator<Item = Link> {
    let places = fresh.addresses.iter().zip(0i16..);
    places.map(|((address, _), place)| Link {
        contact: fresh.id,
        address: *address,
        role: AddressRole::General,
        place,
    })
}

/// Puts addresses on cards; those that are there already stay as they are. How many were new.
pub(super) async fn insert_links(desk: &Desk<'_>, links: &[Link]) -> Result<usize, StorageError> {
    let (source, now) = (desk.by.source.code(), desk.by.now.micros());
    let mut values: Vec<Value> = Vec::with_capacity(links.len() * 6);
    for link in links {
        values.push(link.contact.as_i64().into());
        values.push(link.address.as_i64().into());
        values.push(link.role.code().into());
        values.push(link.place.into());
        values.push(source.into());
        values.push(now.into());
    }
    Ok(insert_new(desk.tx, LINKS, values, "contact_id").await?.len())
}

fn card_row(by: &Writing, fresh: &Fresh, reach: Reach) -> [Value; 19] {
    let card = &fresh.card;
    [
        fresh.id.as_i64().into(),
        by.company.as_i64().into(),
        card.kind.code().into(),
        card.given_name.clone().into(),
        card.family_name.clone().into(),
        card.title.clone().into(),
        card.code.clone().into(),
        code_key(card).into(),
        card.tax_number.as_ref().map(|number| number.as_str().to_owned()).into(),
        card.city.clone().into(),
        card.lang.code().into(),
        card.recipient.code().into(),
        card.notes.clone().into(),
        card.search_key().into(),
        search_words(card, addresses(fresh)).into(),
        reach.code().into(),
        by.source.code().into(),
        by.now.micros().into(),
        by.now.micros().into(),
    ]
}

const UPDATE: &str = "UPDATE contacts SET kind = CAST(value ->> 1 AS SMALLINT), given_name = value ->> 2, \
    family_name = value ->> 3, title = value ->> 4, code = value ->> 5, code_key = value ->> 6, \
    tax_number = value ->> 7, city = value ->> 8, lang = value ->> 9, \
    recipient_kind = CAST(value ->> 10 AS SMALLINT), notes = value ->> 11, name_key = value ->> 12, \
    search = value ->> 13, reach = CAST(value ->> 14 AS SMALLINT), updated_at = $2 \
    FROM {rows} WHERE contacts.id = CAST(value ->> 0 AS BIGINT) AND contacts.company_id = $3";

/// A card whose content or addresses changed.
#[derive(Debug, Clone)]
pub(super) struct Changed {
    pub id: ContactId,
    pub card: ContactCard,
    pub addresses: Vec<ContactAddress>,
    pub reach_before: Reach,
    /// Deleted cards are in no counter.
    pub is_live: bool,
}

/// Rewrites cards and what they are found by.
pub(super) async fn update_cards(desk: &mut Desk<'_>, changed: &[Changed]) -> Result<(), StorageError> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut batch = Vec::with_capacity(changed.len());
    for change in changed {
        let reach = Reach::of(&change.addresses);
        if change.is_live && reach != change.reach_before {
            desk.count(change.reach_before, -1);
            desk.count(reach, 1);
        }
        batch.push(changed_row(change, reach));
    }
    let values = vec![json(&batch)?, desk.by.now.micros().into(), desk.by.company.as_i64().into()];
    run(desk.tx, UPDATE, values).await.map(drop)
}

fn changed_row(change: &Changed, reach: Reach) -> serde_json::Value {
    let card = &change.card;
    serde_json::json!([
        change.id.as_i64(),
        card.kind.code(),
        card.given_name,
        card.family_name,
        card.title,
        card.code,
        code_key(card),
        card.tax_number.as_ref().map(domain::company::TaxNumber::as_str),
        card.city,
        card.lang.code(),
        card.recipient.code(),
        card.notes,
        card.search_key(),
        search_words(card, &change.addresses),
        reach.code(),
    ])
}
