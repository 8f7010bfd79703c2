use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// A column for raw bytes: `BLOB` or `BYTEA`.
pub(crate) fn bytes(manager: &SchemaManager) -> &'static str {
    if is_sqlite(manager) { "BLOB" } else { "BYTEA" }
}

/// Keeps folded keys in the order of their bytes, as SQLite does by itself.
pub(crate) fn by_bytes(manager: &SchemaManager) -> &'static str {
    if is_sqlite(manager) { "" } else { "COLLATE \"C\"" }
}

pub(crate) fn is_sqlite(manager: &SchemaManager) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}

/// Runs statements separated by semicolons.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(drop)
}
