use std::collections::{BTreeMap, HashMap};

use domain::contacts::TagBadge;
use domain::id::{CompanyId, ContactId, TagId};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::ledger::sql::{Fields, insert_new, json, rows, run};
use crate::{StorageError, Tx};

/// Puts tags of the company on cards of the company; those that have them already stay as they are.
/// How many were new.
pub async fn put_on(tx: &Tx, company: CompanyId, pairs: &[(TagId, ContactId)]) -> Result<u64, StorageError> {
    if pairs.is_empty() {
        return Ok(0);
    }
    let values: Vec<Value> =
        pairs.iter().flat_map(|(tag, contact)| [tag.as_i64().into(), contact.as_i64().into()]).collect();
    let written = insert_new(tx, "contact_tags (tag_id, contact_id)", values, "tag_id").await?;
    count(tx, company, &written, 1).await
}

/// Takes a tag off cards. How many had it.
pub async fn take_off(
    tx: &Tx,
    company: CompanyId,
    tag: TagId,
    contacts: &[ContactId],
) -> Result<u64, StorageError> {
    let ids: Vec<_> = contacts.iter().map(|id| id.as_i64()).collect();
    let sql = "DELETE FROM contact_tags WHERE tag_id = $2 \
        AND contact_id IN (SELECT CAST(value AS BIGINT) FROM {list}) RETURNING tag_id";
    let gone = rows(tx, sql, vec![json(&ids)?, tag.as_i64().into()]).await?;
    count(tx, company, &gone, -1).await
}

/// Counts a card in or out of all its tags, as it comes back or is deleted.
pub async fn count_all_of(
    tx: &Tx,
    company: CompanyId,
    contact: ContactId,
    change: i64,
) -> Result<(), StorageError> {
    let sql = "UPDATE tags SET people = people + $3 WHERE company_id = $2 \
        AND id IN (SELECT t.tag_id FROM contact_tags t WHERE t.contact_id = $1)";
    let values = vec![contact.as_i64().into(), company.as_i64().into(), change.into()];
    run(tx, sql, values).await.map(drop)
}

/// Adds the changed rows to the counters of their tags.
async fn count(tx: &Tx, company: CompanyId, changed: &[QueryResult], sign: i64) -> Result<u64, StorageError> {
    let mut people: BTreeMap<i64, i64> = BTreeMap::new();
    for row in changed {
        *people.entry(Fields::of(row).take()?).or_default() += sign;
    }
    for (tag, change) in people {
        let sql = "UPDATE tags SET people = people + $3 WHERE id = $1 AND company_id = $2";
        run(tx, sql, vec![tag.into(), company.as_i64().into(), change.into()]).await?;
    }
    Ok(changed.len() as u64)
}

/// The tags of cards, by name.
pub async fn of_contacts(
    db: &impl ConnectionTrait,
    company: CompanyId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Vec<TagBadge>>, StorageError> {
    let sql = "SELECT l.contact_id, t.id, t.name FROM {list} CROSS JOIN contact_tags l CROSS JOIN tags t \
        WHERE l.contact_id = CAST(value AS BIGINT) AND t.id = l.tag_id AND t.company_id = $2 ORDER BY t.key";
    let ids: Vec<_> = contacts.iter().map(|id| id.as_i64()).collect();
    let mut tags: HashMap<ContactId, Vec<TagBadge>> = HashMap::new();
    for row in &rows(db, sql, vec![json(&ids)?, company.as_i64().into()]).await? {
        let mut fields = Fields::of(row);
        let contact = fields.id(ContactId::from_i64)?;
        let badge = TagBadge { id: fields.id(TagId::from_i64)?, name: fields.take()? };
        tags.entry(contact).or_default().push(badge);
    }
    Ok(tags)
}

/// Takes a tag off a few hundred of its cards, whoever they are. `false` when it is on none any more.
pub async fn empty_a_piece(tx: &Tx, company: CompanyId, tag: TagId) -> Result<bool, StorageError> {
    let sql = "DELETE FROM contact_tags WHERE tag_id = $1 AND contact_id IN (\
        SELECT l.contact_id FROM contact_tags l JOIN tags t ON t.id = l.tag_id \
        WHERE l.tag_id = $1 AND t.company_id = $2 LIMIT 500)";
    Ok(run(tx, sql, vec![tag.as_i64().into(), company.as_i64().into()]).await? > 0)
}
