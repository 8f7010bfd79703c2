use std::collections::HashMap;

use domain::contacts::{AddressKind, AddressRole, AddressSource, AddressState, ContactAddress};
use domain::id::{AddressId, CompanyId, ContactId};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::StorageError;
use crate::ledger::sql::{Fields, json, rows};

/// An address on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAddress {
    pub id: AddressId,
    pub address: ContactAddress,
    /// Where the company first learnt it, and when.
    pub source: AddressSource,
    pub since: Timestamp,
    pub state: AddressState,
    /// Since when, and in which words of a provider.
    pub state_at: Timestamp,
    pub state_note: Option<String>,
    pub role: AddressRole,
    pub place: i16,
    /// How and when it came to this card.
    pub added_by: AddressSource,
    pub added_at: Timestamp,
}

/// `CROSS JOIN` keeps SQLite from looking at every address of the company first.
pub(super) const OF_CARDS: &str = "SELECT a.id, a.kind, a.key, a.written, a.source, a.since, a.state, \
    a.state_at, a.state_note, l.role, l.place, l.source, l.since, l.contact_id FROM {list} \
    CROSS JOIN contact_addresses l CROSS JOIN addresses a \
    WHERE l.contact_id = CAST(value AS BIGINT) AND a.id = l.address_id AND a.company_id = $2";

/// What cards hold, in the order of their places. The ids must be those of the company's cards.
pub async fn addresses_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Vec<HeldAddress>>, StorageError> {
    let mut held: HashMap<ContactId, Vec<HeldAddress>> = HashMap::new();
    if contacts.is_empty() {
        return Ok(held);
    }
    let ids: Vec<_> = contacts.iter().map(|id| id.as_i64()).collect();
    for row in &rows(db, OF_CARDS, vec![json(&ids)?, company.as_i64().into()]).await? {
        let (contact, address) = read(row)?;
        held.entry(contact).or_default().push(address);
    }
    held.values_mut().for_each(|addresses| addresses.sort_by_key(|held| (held.place, held.id)));
    Ok(held)
}

fn read(row: &QueryResult) -> Result<(ContactId, HeldAddress), StorageError> {
    let mut fields = Fields::of(row);
    let id = fields.id(AddressId::from_i64)?;
    let address = address(&mut fields)?;
    let held = HeldAddress {
        id,
        address,
        source: fields.coded("addresses.source", AddressSource::from_code)?,
        since: fields.time()?,
        state: fields.coded("addresses.state", AddressState::from_code)?,
        state_at: fields.time()?,
        state_note: fields.take()?,
        role: fields.coded("contact_addresses.role", AddressRole::from_code)?,
        place: fields.take()?,
        added_by: fields.coded("contact_addresses.source", AddressSource::from_code)?,
        added_at: fields.time()?,
    };
    Ok((fields.id(ContactId::from_i64)?, held))
}

/// Reads `kind`, `key` and `written`.
pub(super) fn address(fields: &mut Fields<'_>) -> Result<ContactAddress, StorageError> {
    let kind = fields.coded("addresses.kind", AddressKind::from_code)?;
    let (key, written): (String, Option<String>) = (fields.take()?, fields.take()?);
    let found = ContactAddress::from_key(kind, written.as_deref().unwrap_or(&key));
    found.ok_or(StorageError::Unreadable("addresses.key"))
}

/// An address of the company with its state.
pub async fn address_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: AddressId,
) -> Result<Option<(ContactAddress, AddressState)>, StorageError> {
    let sql =
        "SELECT a.kind, a.key, a.written, a.state FROM addresses a WHERE a.id = $1 AND a.company_id = $2";
    let found = rows(db, sql, vec![id.as_i64().into(), company.as_i64().into()]).await?;
    let Some(row) = found.first() else { return Ok(None) };
    let mut fields = Fields::of(row);
    let address = address(&mut fields)?;
    Ok(Some((address, fields.coded("addresses.state", AddressState::from_code)?)))
}
