use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;

use crate::error::StorageError;

/// Makes a statement of the few words that differ between the databases.
///
/// - `{rows}`: the rows of the JSON array of arrays `$1`, each as `value`; its columns are `value ->> 0`, ….
/// - `{list}`: the scalars of the JSON array `$1`, each as `value`.
/// - `{in_hand}`, `{failed}`: the index of what workers hold, and of what failed, named to SQLite.
/// - `{recipient}`: the recipient of a body `b` in small letters, as its index reads it.
pub(super) fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    let words = match backend {
        DbBackend::Sqlite => [
            "json_each($1)",
            "json_each($1)",
            "INDEXED BY messages_in_hand",
            "INDEXED BY messages_failed",
            "lower(b.recipient)",
        ],
        _ => [
            "jsonb_array_elements($1::jsonb) AS j(value)",
            "jsonb_array_elements_text($1::jsonb) AS j(value)",
            "",
            "",
            "lower(b.recipient COLLATE \"C\")",
        ],
    };
    let places = ["{rows}", "{list}", "{in_hand}", "{failed}", "{recipient}"];
    let sql = places.iter().zip(words).fold(sql.to_owned(), |sql, (place, word)| sql.replace(place, word));
    Statement::from_sql_and_values(backend, sql, values)
}

/// Runs a statement and returns how many rows it changed.
pub(crate) async fn run<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<u64, StorageError> {
    let statement = statement(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// The rows a statement returns.
pub(crate) async fn rows<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StorageError> {
    let statement = statement(db.get_database_backend(), sql, values);
    Ok(db.query_all_raw(statement).await?)
}

pub(crate) fn is_sqlite<C: ConnectionTrait>(db: &C) -> bool {
    db.get_database_backend() == DbBackend::Sqlite
}

/// `$1` of a batch: the JSON of its rows or ids.
pub(crate) fn json<T: Serialize>(batch: &[T]) -> Result<Value, StorageError> {
    let text = serde_json::to_string(batch).map_err(|_| StorageError::Unreadable("batch"))?;
    Ok(text.into())
}
