use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr};
use url::Url;

use super::options::DbOptions;
use crate::error::StorageError;

/// Rows of one answer that cross between the threads of a SQLite connection without a wait.
const ROW_BUFFER: usize = 512;

/// WAL pages that trigger a checkpoint; the default of 1000 stops a drain every few milliseconds.
const CHECKPOINT_PAGES: u32 = 8_000;

/// The kind of database that an address names. Asked before anything is connected: the library tells an
/// address that it cannot use as it is, with the password in it.
///
/// # Errors
/// [`StorageError::Address`].
pub fn backend_of(url: &str) -> Result<DbBackend, StorageError> {
    match Url::parse(url).map_err(|_| StorageError::Address)?.scheme() {
        "sqlite" => Ok(DbBackend::Sqlite),
        "postgres" | "postgresql" => Ok(DbBackend::Postgres),
        _ => Err(StorageError::Address),
    }
}

/// Connections that cannot write.
pub(super) async fn sqlite_readers(url: &str, options: &DbOptions) -> Result<DatabaseConnection, DbErr> {
    let mut connect = quiet(url);
    let mmap = options.mmap_bytes.to_string();
    let shared = options.clone();
    connect.max_connections(options.readers.max(1)).min_connections(0);
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite_options(sqlite, &shared).pragma("mmap_size", mmap.clone()).pragma("query_only", "on")
    });
    Database::connect(connect).await
}

/// The one connection that writes; it makes the file when there is none.
pub(super) async fn sqlite_writer(url: &str, options: &DbOptions) -> Result<DatabaseConnection, DbErr> {
    let mut connect = quiet(url);
    let shared = options.clone();
    connect.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite_options(sqlite, &shared)
            .create_if_missing(true)
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
            .pragma("journal_size_limit", (64 << 20).to_string())
    });
    Database::connect(connect).await
}

pub(super) async fn postgres(url: &str, options: &DbOptions) -> Result<DatabaseConnection, DbErr> {
    let mut connect = quiet(url);
    connect.max_connections(options.pool.max(2)).min_connections(0);
    Database::connect(connect).await
}

/// A single connection that cannot write, of its own.
pub(crate) async fn one_reader(url: &str, options: &DbOptions) -> Result<DatabaseConnection, StorageError> {
    let options = DbOptions { readers: 1, ..options.clone() };
    match backend_of(url)? {
        DbBackend::Sqlite => Ok(sqlite_readers(url, &options).await?),
        _ => one(url).await,
    }
}

/// A single connection that writes, of its own.
pub(crate) async fn one_writer(url: &str, options: &DbOptions) -> Result<DatabaseConnection, StorageError> {
    match backend_of(url)? {
        DbBackend::Sqlite => Ok(sqlite_writer(url, options).await?),
        _ => one(url).await,
    }
}

async fn one(url: &str) -> Result<DatabaseConnection, StorageError> {
    let mut connect = quiet(url);
    connect.max_connections(1);
    Ok(Database::connect(connect).await?)
}

fn quiet(url: &str) -> ConnectOptions {
    let mut connect = ConnectOptions::new(url);
    connect.sqlx_logging(false).record_stmt_in_spans(false).test_before_acquire(false);
    connect.acquire_timeout(Duration::from_secs(15));
    connect
}

fn sqlite_options(sqlite: SqliteConnectOptions, options: &DbOptions) -> SqliteConnectOptions {
    sqlite
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.busy_timeout)
        .row_buffer_size(ROW_BUFFER)
        .pragma("temp_store", "memory")
        .pragma("cache_size", format!("-{}", options.cache_kib))
}
