use std::collections::HashMap;

use domain::company::TaxNumber;
use domain::contacts::{AddressSource, ContactCard, ContactKind};
use domain::id::{CompanyId, ContactId};
use domain::lang::Lang;
use domain::messages::RecipientKind;
use domain::time::Timestamp;
use domain::turkish::fold;
use sea_orm::{ConnectionTrait, QueryResult};

use super::reach::Reach;
use crate::StorageError;
use crate::ledger::sql::{Fields, json, rows};

/// A contact as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredContact {
    pub id: ContactId,
    pub card: ContactCard,
    pub reach: Reach,
    pub source: AddressSource,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
}

impl std::fmt::Debug for StoredContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredContact({})", self.id)
    }
}

/// What makes two codes the same one.
pub(super) fn code_key(card: &ContactCard) -> Option<String> {
    card.code.as_deref().map(fold).filter(|key| !key.is_empty())
}

/// The columns that [`stored`] reads, of `contacts` as `c`.
pub(super) const CARD: &str = "c.id, c.kind, c.given_name, c.family_name, c.title, c.code, c.tax_number, \
    c.city, c.lang, c.recipient_kind, c.notes, c.reach, c.source, c.created_at, c.updated_at, c.deleted_at";

pub(super) fn stored(row: &QueryResult) -> Result<StoredContact, StorageError> {
    read(&mut Fields::of(row))
}

pub(super) fn read(fields: &mut Fields<'_>) -> Result<StoredContact, StorageError> {
    Ok(StoredContact {
        id: fields.id(ContactId::from_i64)?,
        card: ContactCard {
            kind: fields.coded("contacts.kind", ContactKind::from_code)?,
            given_name: fields.take()?,
            family_name: fields.take()?,
            title: fields.take()?,
            code: fields.take()?,
            tax_number: fields.take::<Option<String>>()?.and_then(|text| TaxNumber::parse(&text).ok()),
            city: fields.take()?,
            lang: Lang::parse(&fields.take::<String>()?).unwrap_or_default(),
            recipient: fields.coded("contacts.recipient_kind", RecipientKind::from_code)?,
            notes: fields.take()?,
        },
        reach: Reach::from_code(fields.take()?),
        source: fields.coded("contacts.source", AddressSource::from_code)?,
        created_at: fields.time()?,
        updated_at: fields.time()?,
        deleted_at: fields.maybe_time()?,
    })
}

/// One card, deleted ones too.
pub async fn find(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ContactId,
) -> Result<Option<StoredContact>, StorageError> {
    Ok(cards(db, company, &[id]).await?.remove(&id))
}

/// Those of the cards that are the company's, deleted ones too.
pub async fn cards(
    db: &impl ConnectionTrait,
    company: CompanyId,
    ids: &[ContactId],
) -> Result<HashMap<ContactId, StoredContact>, StorageError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT {CARD} FROM {{list}} CROSS JOIN contacts c \
        WHERE c.id = CAST(value AS BIGINT) AND c.company_id = $2"
    );
    let ids: Vec<_> = ids.iter().map(|id| id.as_i64()).collect();
    let found = rows(db, &sql, vec![json(&ids)?, company.as_i64().into()]).await?;
    found.iter().map(|row| stored(row).map(|contact| (contact.id, contact))).collect()
}
