use domain::id::{MembershipId, ViewId};
use domain::messages::MessageQuery;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::ledger::sql::{Fields, rows, run};
use crate::{StorageError, Tx};

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    pub filter: MessageQuery,
}

/// The views of a member, in the order of their names.
pub async fn of_member(
    db: &impl ConnectionTrait,
    member: MembershipId,
) -> Result<Vec<SavedView>, StorageError> {
    let sql = "SELECT v.id, v.name, v.filter FROM saved_views v WHERE v.membership_id = $1 ORDER BY v.key";
    rows(db, sql, vec![member.as_i64().into()]).await?.iter().map(view).collect()
}

fn view(row: &QueryResult) -> Result<SavedView, StorageError> {
    let mut fields = Fields::of(row);
    let (id, name) = (fields.id(ViewId::from_i64)?, fields.take()?);
    let filter: String = fields.take()?;
    let filter = serde_json::from_str(&filter).map_err(|_| StorageError::Unreadable("saved_views.filter"))?;
    Ok(SavedView { id, name, filter })
}

/// How many views a member has, but for the one of this key.
pub async fn count(db: &impl ConnectionTrait, member: MembershipId, but: &str) -> Result<i64, StorageError> {
    let sql = "SELECT COUNT(*) FROM saved_views WHERE membership_id = $1 AND key <> $2";
    let found = rows(db, sql, vec![member.as_i64().into(), but.into()]).await?;
    found.first().map_or(Ok(0), |row| Fields::of(row).take())
}

const SAVE: &str = "INSERT INTO saved_views (id, membership_id, name, key, filter, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6) \
    ON CONFLICT (membership_id, key) DO UPDATE SET name = excluded.name, filter = excluded.filter";

/// Keeps a view; one of the same key is replaced.
pub async fn save(
    tx: &Tx,
    member: MembershipId,
    view: &SavedView,
    key: &str,
    at: Timestamp,
) -> Result<(), StorageError> {
    let filter =
        serde_json::to_string(&view.filter).map_err(|_| StorageError::Unreadable("saved_views.filter"))?;
    let values = vec![
        view.id.as_i64().into(),
        member.as_i64().into(),
        view.name.as_str().into(),
        key.into(),
        filter.into(),
        at.micros().into(),
    ];
    run(tx, SAVE, values).await.map(drop)
}

/// Removes a view of a member; `false` when it is not there, or another member's.
pub async fn delete(tx: &Tx, member: MembershipId, id: ViewId) -> Result<bool, StorageError> {
    let sql = "DELETE FROM saved_views WHERE id = $1 AND membership_id = $2";
    Ok(run(tx, sql, vec![id.as_i64().into(), member.as_i64().into()]).await? == 1)
}
