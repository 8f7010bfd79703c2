use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicU32, Ordering};

use migrations::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait as _;

use super::test_db::{Removal, TestDb};
use crate::StorageError;

/// Address of a server on which the tests may make databases, with its administrator's name.
const ADDRESS: &str = "TEST_POSTGRES_URL";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A migrated PostgreSQL database of its own, or `None` on a machine without a test server.
///
/// # Panics
/// When `TEST_POSTGRES_URL` is missing although `CI` or `REQUIRE_POSTGRES` is set, or when the
/// server refuses.
pub async fn postgres() -> Option<TestDb> {
    let Ok(admin) = std::env::var(ADDRESS) else {
        let required = ["CI", "REQUIRE_POSTGRES"].iter().any(|name| std::env::var_os(name).is_some());
        assert!(!required, "{ADDRESS} is not set: the PostgreSQL tests must run here");
        eprintln!("SKIPPED: {ADDRESS} is not set, nothing was tested on PostgreSQL");
        return None;
    };
    match make(&admin).await {
        Ok(db) => Some(db),
        Err(error) => panic!("no PostgreSQL database for the test: {error}"),
    }
}

async fn make(admin: &str) -> Result<TestDb, StorageError> {
    let template = format!("messaging_template_{:016x}", schema_key());
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("messaging_test_{}_{number}", std::process::id());
    let connection = connect(admin).await?;
    ensure_template(&connection, admin, &template).await?;
    connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    connection.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    connection.close().await?;
    let url = with_database(admin, &name);
    let admin = admin.to_owned();
    TestDb::open(url, Removal::new(move || drop_in_thread(admin, name))).await
}

/// One connection, so that the session's lock stays with it.
async fn connect(url: &str) -> Result<DatabaseConnection, StorageError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// Migrates the template unless another test process has done it; they wait for each other.
async fn ensure_template(
    connection: &DatabaseConnection,
    admin: &str,
    template: &str,
) -> Result<(), StorageError> {
    connection.execute_unprepared("SELECT pg_advisory_lock(727001)").await?;
    if !exists(connection, template).await? {
        let building = format!("{template}_building");
        connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await?;
        connection.execute_unprepared(&format!("CREATE DATABASE {building}")).await?;
        let fresh = connect(&with_database(admin, &building)).await?;
        Migrator::up(&fresh, None).await?;
        fresh.close().await?;
        connection.execute_unprepared(&format!("ALTER DATABASE {building} RENAME TO {template}")).await?;
    }
    connection.execute_unprepared("SELECT pg_advisory_unlock(727001)").await?;
    Ok(())
}

async fn exists(connection: &DatabaseConnection, name: &str) -> Result<bool, StorageError> {
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [name.into()]);
    Ok(connection.query_one_raw(query).await?.is_some())
}

/// Changes with the test program, so that a changed migration never meets an old template.
fn schema_key() -> u64 {
    let mut hasher = DefaultHasher::new();
    for migration in Migrator::migrations() {
        migration.name().hash(&mut hasher);
    }
    let program = std::env::current_exe().and_then(std::fs::metadata);
    if let Ok(program) = program {
        program.len().hash(&mut hasher);
        program.modified().ok().hash(&mut hasher);
    }
    hasher.finish()
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, None), |(a, p)| (a, Some(p)));
    let server_end = address.find("://").map_or(0, |at| at + 3);
    let path = address[server_end..].find('/').map_or(address.len(), |at| server_end + at);
    let parameters = parameters.map(|p| format!("?{p}")).unwrap_or_default();
    format!("{}/{name}{parameters}", &address[..path])
}

/// A destructor cannot wait for a future of its own runtime, so the database is dropped elsewhere.
fn drop_in_thread(admin: String, name: String) {
    let work = move || -> Result<(), StorageError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| StorageError::File(error.to_string()))?;
        runtime.block_on(async {
            let connection = connect(&admin).await?;
            connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
            Ok(connection.close().await?)
        })
    };
    match std::thread::spawn(work).join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => eprintln!("a test database was left behind: {error}"),
        Err(_) => eprintln!("a test database was left behind"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_another_database_of_the_same_server() {
        let plain = with_database("postgres://me@127.0.0.1:5/postgres", "x");
        assert_eq!(plain, "postgres://me@127.0.0.1:5/x");
        let bare = with_database("postgres://127.0.0.1:5?sslmode=disable", "x");
        assert_eq!(bare, "postgres://127.0.0.1:5/x?sslmode=disable");
    }
}
