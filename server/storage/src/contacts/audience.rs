use std::collections::HashMap;

use domain::contacts::{AddressKind, AddressState};
use domain::id::{AddressId, CompanyId, ContactId, TagId};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, Value};

use super::reach::Reach;
use crate::StorageError;
use crate::ledger::sql::{Fields, json, rows};

/// Whom a walk through many contacts goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Everybody {
    OfCompany,
    /// With one of these tags, each contact once.
    WithTags(Vec<TagId>),
}

/// The next contacts of a walk in the order of their ids, `limit` of them unless the walk is over. Load
/// them with [`cards`](super::cards), which leaves out those that are not the company's; deleted ones may
/// be among them.
pub async fn walk_on(
    db: &impl ConnectionTrait,
    company: CompanyId,
    who: &Everybody,
    after: Option<ContactId>,
    limit: usize,
) -> Result<Vec<ContactId>, StorageError> {
    let after = after.map_or(0, ContactId::as_i64);
    let mut values: Vec<Value> = vec![after.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()];
    let branches: Vec<String> = match who {
        Everybody::OfCompany => {
            values.push(company.as_i64().into());
            Reach::of_filter(None).iter().map(of_reach).collect()
        }
        Everybody::WithTags(tags) => {
            values.extend(tags.iter().map(|tag| Value::from(tag.as_i64())));
            (3..tags.len() + 3).map(of_tag).collect()
        }
    };
    if branches.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT id FROM ({}) AS c ORDER BY id LIMIT $2", branches.join(" UNION "));
    rows(db, &sql, values).await?.iter().map(|row| Fields::of(row).id(ContactId::from_i64)).collect()
}

fn of_reach(reach: &Reach) -> String {
    let code = reach.code();
    format!(
        "SELECT id FROM (SELECT id FROM contacts WHERE company_id = $3 AND reach = {code} \
        AND deleted_at IS NULL AND id > $1 ORDER BY id LIMIT $2) AS b{code}"
    )
}

fn of_tag(place: usize) -> String {
    format!(
        "SELECT id FROM (SELECT contact_id AS id FROM contact_tags WHERE tag_id = ${place} \
        AND contact_id > $1 ORDER BY contact_id LIMIT $2) AS b{place}"
    )
}

/// An address that is known, with the cards that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAddress {
    pub id: AddressId,
    pub state: AddressState,
    /// Without deleted ones.
    pub holders: Vec<ContactId>,
}

impl KnownAddress {
    /// The card, when it is on one only.
    #[must_use]
    pub fn only_holder(&self) -> Option<ContactId> {
        match self.holders.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// Whether the company has closed any address since a moment: most of the time it has not.
pub async fn has_any_closed(
    db: &impl ConnectionTrait,
    company: CompanyId,
    since: Timestamp,
) -> Result<bool, StorageError> {
    Ok(!rows(db, ANY_CLOSED, vec![company.as_i64().into(), since.micros().into()]).await?.is_empty())
}

/// The states are those of [`AddressState`], in the words of the index.
pub(super) const ANY_CLOSED: &str = "SELECT a.id FROM addresses a \
    WHERE a.company_id = $1 AND a.state > 2 AND a.state_at >= $2 LIMIT 1";

/// Those of the addresses that nothing may go to, by their keys.
pub async fn closed_addresses(
    db: &impl ConnectionTrait,
    company: CompanyId,
    kind: AddressKind,
    keys: &[String],
) -> Result<HashMap<String, AddressState>, StorageError> {
    let values = vec![json(keys)?, company.as_i64().into(), kind.code().into()];
    let read = |row| {
        let mut fields = Fields::of(row);
        Ok((fields.take()?, fields.coded("addresses.state", AddressState::from_code)?))
    };
    rows(db, CLOSED, values).await?.iter().map(read).collect()
}

pub(super) const CLOSED: &str = "SELECT a.key, a.state FROM {list} CROSS JOIN addresses a \
    WHERE a.company_id = $2 AND a.kind = $3 AND a.key = value AND a.state > 2";

/// What the company knows of addresses, by their keys.
pub async fn known_addresses(
    db: &impl ConnectionTrait,
    company: CompanyId,
    kind: AddressKind,
    keys: &[String],
) -> Result<HashMap<String, KnownAddress>, StorageError> {
    let sql = "SELECT a.key, a.id, a.state, c.id FROM {list} CROSS JOIN addresses a \
        LEFT JOIN contact_addresses l ON l.address_id = a.id \
        LEFT JOIN contacts c ON c.id = l.contact_id AND c.deleted_at IS NULL \
        WHERE a.company_id = $2 AND a.kind = $3 AND a.key = value ORDER BY c.id";
    let mut known: HashMap<String, KnownAddress> = HashMap::new();
    let values = vec![json(keys)?, company.as_i64().into(), kind.code().into()];
    for row in &rows(db, sql, values).await? {
        let mut fields = Fields::of(row);
        let key: String = fields.take()?;
        let id = fields.id(AddressId::from_i64)?;
        let state = fields.coded("addresses.state", AddressState::from_code)?;
        let holder = fields.maybe_id(ContactId::from_i64)?;
        let address = known.entry(key).or_insert(KnownAddress { id, state, holders: Vec::new() });
        address.holders.extend(holder);
    }
    Ok(known)
}
