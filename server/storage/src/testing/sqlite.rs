use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use migrations::Migrator;
use sea_orm::Database;
use sea_orm_migration::MigratorTrait as _;
use tokio::sync::OnceCell;

use super::test_db::{Removal, TestDb};
use crate::StorageError;

static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A migrated SQLite database in a file of the temporary folder.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite() -> TestDb {
    match make().await {
        Ok(db) => db,
        Err(error) => panic!("no SQLite database for the test: {error}"),
    }
}

async fn make() -> Result<TestDb, StorageError> {
    let template = TEMPLATE.get_or_try_init(template).await?;
    let path = fresh_path();
    std::fs::write(&path, template).map_err(file_error)?;
    TestDb::open(address(&path), removal(path)).await
}

/// The bytes of a database with the whole schema. Each test may be a process of its own, so the first one
/// leaves it beside the test program, where it is good for as long as the program is not built anew.
async fn template() -> Result<Vec<u8>, StorageError> {
    let program = std::env::current_exe().map_err(file_error)?;
    let kept = program.with_extension("schema.db");
    let modified = |path: &Path| path.metadata().and_then(|meta| meta.modified());
    if modified(&kept).and_then(|kept| Ok(kept > modified(&program)?)).unwrap_or(false) {
        return std::fs::read(&kept).map_err(file_error);
    }
    let schema = migrated().await?;
    let beside = program.with_extension(format!("schema.{}.db", std::process::id()));
    std::fs::write(&beside, &schema).map_err(file_error)?;
    // Whole or not at all: others read it meanwhile.
    std::fs::rename(&beside, &kept).map_err(file_error)?;
    Ok(schema)
}

async fn migrated() -> Result<Vec<u8>, StorageError> {
    let path = fresh_path();
    let _remove = removal(path.clone());
    let connection = Database::connect(format!("{}?mode=rwc", address(&path))).await?;
    Migrator::up(&connection, None).await?;
    connection.close().await?;
    std::fs::read(&path).map_err(file_error)
}

fn fresh_path() -> PathBuf {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("messaging-test-{}-{number}.db", std::process::id()));
    // A killed process with the same number may have left one.
    remove(&path);
    path
}

fn address(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

fn removal(path: PathBuf) -> Removal {
    Removal::new(move || remove(&path))
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        // Most of them do not exist, and a left-over in the temporary folder harms nobody.
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
}

fn file_error(error: std::io::Error) -> StorageError {
    StorageError::File(error.to_string())
}
