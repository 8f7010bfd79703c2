use domain::id::{CompanyId, FileId};
use futures::TryStreamExt;
use futures::stream::{BoxStream, try_unfold};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel,
    SqliteTransactionMode, Statement, StreamTrait, TransactionOptions, TransactionTrait,
};

use super::shape::{self, ColumnShape, TableShape};
use crate::StorageError;
use crate::db::{DbOptions, one_reader};
use crate::ledger::sql::{Fields, is_sqlite, rows};

/// Bytes of rows after which a piece ends.
const PIECE: usize = 256 * 1024;

/// Some rows of a table: a JSON array of arrays, in the order of the table's columns; bytes as
/// hexadecimal digits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    pub rows: u64,
    pub json: String,
}

/// A database as it was at one instant, while others go on writing.
pub struct Snapshot {
    connection: DatabaseConnection,
    tx: DatabaseTransaction,
    tables: Vec<TableShape>,
    migrations: Vec<String>,
}

impl Snapshot {
    /// Opens a database beside whoever works with it, and keeps what it holds now in sight. On SQLite its
    /// log grows meanwhile.
    ///
    /// # Errors
    /// [`StorageError::Address`], [`StorageError::NotFound`] for one without a schema, else what the
    /// database says.
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        let connection = one_reader(url, &DbOptions::default()).await?;
        let tx = connection.begin_with_options(at_one_instant(&connection)).await?;
        let migrations = shape::applied(&tx).await?;
        if migrations.is_empty() {
            return Err(StorageError::NotFound("schema"));
        }
        Ok(Self { tables: shape::tables(&tx).await?, connection, tx, migrations })
    }

    /// Every table, those that others point at first.
    #[must_use]
    pub fn tables(&self) -> &[TableShape] {
        &self.tables
    }

    /// The names of the migrations that made the schema, in no order.
    #[must_use]
    pub fn migrations(&self) -> &[String] {
        &self.migrations
    }

    /// The rows of a table, a piece in memory at a time.
    ///
    /// # Errors
    /// What the database says; so may every piece.
    pub async fn pieces(
        &self,
        table: &TableShape,
    ) -> Result<BoxStream<'_, Result<Piece, StorageError>>, StorageError> {
        let backend = self.connection.get_database_backend();
        let rows = self.tx.stream_raw(Statement::from_string(backend, select(table, backend))).await?;
        Ok(Box::pin(try_unfold(rows, |mut rows| async move {
            let mut piece = Piece::default();
            while piece.json.len() < PIECE
                && let Some(row) = rows.try_next().await?
            {
                piece.add(&row.try_get_by_index::<String>(0)?);
            }
            Ok((piece.rows > 0).then(|| (piece.ended(), rows)))
        })))
    }

    /// The files that rows know of.
    ///
    /// # Errors
    /// What the database says.
    pub async fn files(&self) -> Result<Vec<(CompanyId, FileId)>, StorageError> {
        let found = rows(&self.tx, "SELECT company_id, id FROM files ORDER BY id", vec![]).await?;
        let read = |row| {
            let mut fields = Fields::of(row);
            Ok((fields.id(CompanyId::from_i64)?, fields.id(FileId::from_i64)?))
        };
        found.iter().map(read).collect()
    }

    /// Lets go of what was kept in sight.
    ///
    /// # Errors
    /// What the database says.
    pub async fn close(self) -> Result<(), StorageError> {
        self.tx.rollback().await?;
        Ok(self.connection.close().await?)
    }

    /// The oldest message there is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn first_message(&self) -> Result<Option<i64>, StorageError> {
        let found = rows(&self.tx, "SELECT MIN(id) FROM messages", vec![]).await?;
        found.first().map_or(Ok(None), |row| Fields::of(row).take())
    }
}

fn at_one_instant(db: &impl ConnectionTrait) -> TransactionOptions {
    if is_sqlite(db) {
        let mode = Some(SqliteTransactionMode::Deferred);
        return TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    }
    let isolation_level = Some(IsolationLevel::RepeatableRead);
    TransactionOptions { isolation_level, access_mode: Some(AccessMode::ReadOnly), ..Default::default() }
}

fn select(table: &TableShape, backend: DbBackend) -> String {
    let (array, end) = match backend {
        DbBackend::Sqlite => ("json_array", ""),
        _ => ("json_build_array", "::text"),
    };
    let columns: Vec<_> = table.columns.iter().map(|column| value(column, backend)).collect();
    format!("SELECT {array}({}){end} FROM \"{}\"", columns.join(", "), table.name)
}

fn value(column: &ColumnShape, backend: DbBackend) -> String {
    let name = format!("\"{}\"", column.name);
    match backend {
        _ if !column.is_bytes() => name,
        DbBackend::Sqlite => format!("CASE WHEN {name} IS NOT NULL THEN hex({name}) END"),
        _ => format!("encode({name}, 'hex')"),
    }
}

impl Piece {
    fn add(&mut self, row: &str) {
        self.json.push(if self.rows == 0 { '[' } else { ',' });
        self.json.push_str(row);
        self.rows += 1;
    }

    fn ended(mut self) -> Self {
        self.json.push(']');
        self
    }
}
