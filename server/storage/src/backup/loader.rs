use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, TransactionTrait,
};

use super::shape::{self, ColumnShape, TableShape};
use crate::StorageError;
use crate::db::{DbOptions, one_writer};
use crate::ids::made_at;
use crate::ledger::sql::{is_sqlite, rows};

/// Fills an empty database from a backup: all of it, or nothing.
pub struct Loader {
    connection: DatabaseConnection,
    tx: DatabaseTransaction,
    tables: BTreeMap<String, TableShape>,
}

impl Loader {
    /// Whether anybody has an account in a database; one that is not there has nobody.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_inhabited(db: &DatabaseConnection) -> Result<bool, StorageError> {
        if !shape::has_table(db, "users").await? {
            return Ok(false);
        }
        Ok(!rows(db, "SELECT id FROM users LIMIT 1", vec![]).await?.is_empty())
    }

    /// The names of the migrations that a database has.
    ///
    /// # Errors
    /// What the database says.
    pub async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, StorageError> {
        shape::applied(db).await
    }

    /// Begins, and takes out what a first start may have written. The schema must be that of the backup;
    /// `first_message` is the oldest there will be.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open(url: &str, first_message: Option<i64>) -> Result<Self, StorageError> {
        let connection = one_writer(url, &DbOptions::default()).await?;
        let tx = connection.begin().await?;
        if is_sqlite(&tx) {
            tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
        }
        let tables = shape::tables(&tx).await?;
        for table in tables.iter().rev() {
            tx.execute_unprepared(&format!("DELETE FROM \"{}\"", table.name)).await?;
        }
        make_room(&tx, first_message).await?;
        let tables = tables.into_iter().map(|table| (table.name.clone(), table)).collect();
        Ok(Self { connection, tx, tables })
    }

    /// Writes a piece: rows of these columns, in this order.
    ///
    /// # Errors
    /// [`StorageError::Unreadable`] for a table or column that this schema does not have, else what the
    /// database says.
    pub async fn take(&self, table: &str, columns: &[String], json: String) -> Result<u64, StorageError> {
        let shape = self.tables.get(table).ok_or(StorageError::Unreadable("a backup's table"))?;
        let find = |name: &String| shape.columns.iter().find(|column| column.name == *name);
        let columns: Option<Vec<_>> = columns.iter().map(find).collect();
        let columns = columns.ok_or(StorageError::Unreadable("a backup's column"))?;
        let backend = self.tx.get_database_backend();
        let sql = insert(table, &columns, backend);
        let statement = Statement::from_sql_and_values(backend, sql, [json.into()]);
        Ok(self.tx.execute_raw(statement).await?.rows_affected())
    }

    /// Puts all of it on disk at once.
    ///
    /// # Errors
    /// What the database says, such as a row that points at none.
    pub async fn finish(self) -> Result<(), StorageError> {
        self.tx.commit().await?;
        Ok(self.connection.close().await?)
    }
}

fn insert(table: &str, columns: &[&ColumnShape], backend: DbBackend) -> String {
    let names: Vec<_> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let values: Vec<_> =
        columns.iter().enumerate().map(|(place, column)| value(place, column, backend)).collect();
    let from = match backend {
        DbBackend::Sqlite => "json_each($1)",
        _ => "json_array_elements($1::json) AS j(value)",
    };
    format!("INSERT INTO \"{table}\" ({}) SELECT {} FROM {from}", names.join(", "), values.join(", "))
}

fn value(place: usize, column: &ColumnShape, backend: DbBackend) -> String {
    match backend {
        DbBackend::Sqlite if column.is_bytes() => format!("unhex(value ->> {place})"),
        DbBackend::Sqlite => format!("value ->> {place}"),
        _ if column.is_bytes() => format!("decode(value ->> {place}, 'hex')"),
        _ => format!("CAST(value ->> {place} AS {})", column.kind),
    }
}

/// Makes the partitions of the months from the oldest message until now.
async fn make_room(tx: &DatabaseTransaction, first_message: Option<i64>) -> Result<(), StorageError> {
    let Some(first) = first_message.filter(|_| !is_sqlite(tx)) else { return Ok(()) };
    let seconds = made_at(first).millis() / 1_000;
    let sql = "SELECT extend_ledger(to_timestamp($1), (extract(year FROM age(now(), to_timestamp($1))) * 12 \
        + extract(month FROM age(now(), to_timestamp($1))))::integer + 4)";
    rows(tx, sql, vec![seconds.into()]).await.map(drop)
}
