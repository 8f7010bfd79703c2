use std::collections::HashMap;

use domain::contacts::TagName;
use domain::id::{CompanyId, TagId};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::ids::Ids;
use crate::ledger::sql::{Fields, insert_new, json, rows, run};
use crate::{StorageError, Tx};

/// A tag as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    /// Contacts that carry it, without deleted ones.
    pub people: u32,
}

fn tag(row: &QueryResult) -> Result<Tag, StorageError> {
    let mut fields = Fields::of(row);
    let (id, name) = (fields.id(TagId::from_i64)?, fields.take()?);
    let people: i64 = fields.take()?;
    Ok(Tag { id, name, people: u32::try_from(people.max(0)).unwrap_or(u32::MAX) })
}

/// All tags of a company, by name.
pub async fn list(db: &impl ConnectionTrait, company: CompanyId) -> Result<Vec<Tag>, StorageError> {
    let sql = "SELECT id, name, people FROM tags WHERE company_id = $1 ORDER BY key";
    rows(db, sql, vec![company.as_i64().into()]).await?.iter().map(tag).collect()
}

pub async fn find(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: TagId,
) -> Result<Option<Tag>, StorageError> {
    let sql = "SELECT id, name, people FROM tags WHERE company_id = $1 AND id = $2";
    let found = rows(db, sql, vec![company.as_i64().into(), id.as_i64().into()]).await?;
    found.first().map(tag).transpose()
}

/// The tag of a name, however its letters are written.
pub async fn find_named(
    db: &impl ConnectionTrait,
    company: CompanyId,
    name: &TagName,
) -> Result<Option<Tag>, StorageError> {
    let sql = "SELECT id, name, people FROM tags WHERE company_id = $1 AND key = $2";
    let found = rows(db, sql, vec![company.as_i64().into(), name.key().into()]).await?;
    found.first().map(tag).transpose()
}

/// The tags of the names, in their order; those that do not exist yet are made.
pub async fn ensure(
    tx: &Tx,
    ids: &Ids,
    company: CompanyId,
    names: &[TagName],
) -> Result<Vec<TagId>, StorageError> {
    let mut wanted: Vec<_> = names.iter().map(|name| (name.key(), name.as_str())).collect();
    wanted.sort();
    wanted.dedup_by(|(a, _), (b, _)| a == b);
    let mut values = Vec::with_capacity(wanted.len() * 5);
    for (id, (key, name)) in ids.next_ids(wanted.len()).zip(&wanted) {
        values.extend([id.into(), company.as_i64().into(), (*name).into(), key.as_str().into(), 0i64.into()]);
    }
    insert_new(tx, "tags (id, company_id, name, key, people)", values, "id").await?;
    let keys: Vec<_> = wanted.into_iter().map(|(key, _)| key).collect();
    let sql = "SELECT t.key, t.id FROM {list} CROSS JOIN tags t WHERE t.company_id = $2 AND t.key = value";
    let mut known = HashMap::new();
    for row in &rows(tx, sql, vec![json(&keys)?, company.as_i64().into()]).await? {
        let mut fields = Fields::of(row);
        known.insert(fields.take::<String>()?, fields.id(TagId::from_i64)?);
    }
    let found = names.iter().map(|name| known.get(&name.key()).copied());
    found.collect::<Option<_>>().ok_or(StorageError::Conflict("a tag vanished"))
}

/// Gives a tag another name. `false` when there is no such tag.
///
/// # Errors
/// A [duplicate](StorageError::is_duplicate) when another tag has the name.
pub async fn rename(tx: &Tx, company: CompanyId, id: TagId, name: &TagName) -> Result<bool, StorageError> {
    let sql = "UPDATE tags SET name = $3, key = $4 WHERE id = $1 AND company_id = $2";
    let values = vec![id.as_i64().into(), company.as_i64().into(), name.as_str().into(), name.key().into()];
    Ok(run(tx, sql, values).await? == 1)
}

/// Removes a tag; its people stay. `false` when there is no such tag.
///
/// With many people take it off in pieces first: see [`super::take_off`].
pub async fn delete(tx: &Tx, company: CompanyId, id: TagId) -> Result<bool, StorageError> {
    let sql = "DELETE FROM tags WHERE id = $1 AND company_id = $2";
    Ok(run(tx, sql, vec![id.as_i64().into(), company.as_i64().into()]).await? == 1)
}
