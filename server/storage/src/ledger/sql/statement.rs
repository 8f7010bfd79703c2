use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;

use crate::error::StorageError;

/// Makes a statement of the few words that differ between the databases.
///
/// - `{rows}`: the rows of the JSON array of arrays `$1`, each as `value`; its columns are `value ->> 0`, ….
/// - `{list}`: the scalars of the JSON array `$1`, each as `value`.
/// - `{near}`: narrows `m.id` to `$2 ..= $3`, so that PostgreSQL looks into the partitions of the batch
///   only. SQLite finds ids one by one and must not be lured into scanning the range.
fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    let words = match backend {
        DbBackend::Sqlite => ["json_each($1)", "json_each($1)", "AND $2 <= $3"],
        _ => [
            "json_array_elements($1::json) AS j(value)",
            "json_array_elements_text($1::json) AS j(value)",
            "AND m.id BETWEEN $2 AND $3",
        ],
    };
    let sql = sql.replace("{rows}", words[0]).replace("{list}", words[1]).replace("{near}", words[2]);
    Statement::from_sql_and_values(backend, sql, values)
}

/// Runs a statement and returns how many rows it changed.
pub(super) async fn run<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<u64, StorageError> {
    let statement = statement(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// The rows a statement returns.
pub(super) async fn rows<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StorageError> {
    let statement = statement(db.get_database_backend(), sql, values);
    Ok(db.query_all_raw(statement).await?)
}

pub(super) fn is_sqlite<C: ConnectionTrait>(db: &C) -> bool {
    db.get_database_backend() == DbBackend::Sqlite
}

/// `$1` of a batch: the JSON of its rows or ids.
pub(super) fn json<T: Serialize>(batch: &[T]) -> Result<Value, StorageError> {
    let text = serde_json::to_string(batch).map_err(|_| StorageError::Unreadable("batch"))?;
    Ok(text.into())
}

/// `$1`, `$2`, `$3` of a batch: its JSON and the range of its ids.
pub(super) fn batch<T: Serialize>(
    batch: &[T],
    ids: impl IntoIterator<Item = i64>,
) -> Result<Vec<Value>, StorageError> {
    let range = ids.into_iter().fold((i64::MAX, 0), |(low, high), id| (id.min(low), id.max(high)));
    Ok(vec![json(batch)?, range.0.into(), range.1.into()])
}
