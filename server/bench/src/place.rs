//! Where the database of a run lies.

use std::path::{Path, PathBuf};

use migrations::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection};
use sea_orm_migration::MigratorTrait as _;

use crate::Outcome;

/// A folder of its own, and beside the keys in it a SQLite file; or a database on a PostgreSQL server.
/// [`Place::remove`] takes all of it away.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    url: String,
    /// The server's address with its administrator's name, and the database made there.
    postgres: Option<(String, String)>,
}

impl Place {
    /// A folder with a SQLite file; what lay in it is gone.
    ///
    /// # Errors
    /// Files, or the schema.
    pub async fn sqlite(folder: &Path) -> Outcome<Self> {
        let folder = fresh(folder)?;
        let url = format!("sqlite:{}", folder.join("data.db").display());
        migrate(&format!("{url}?mode=rwc")).await?;
        Ok(Self { folder, url, postgres: None })
    }

    /// A folder, and a database called `name` on the server that `admin` may make databases on.
    ///
    /// # Errors
    /// Files, the server, or the schema.
    pub async fn postgres(folder: &Path, admin: &str, name: &str) -> Outcome<Self> {
        let folder = fresh(folder)?;
        drop_database(admin, name).await?;
        let server = connect(admin).await?;
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        server.close().await?;
        let url = with_database(admin, name);
        migrate(&url).await?;
        Ok(Self { folder, url, postgres: Some((admin.to_owned(), name.to_owned())) })
    }

    /// For keys, logs and the SQLite file; a server's `DATA`.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// A connection beside whatever else works there.
    ///
    /// # Errors
    /// The database.
    pub async fn look(&self) -> Outcome<DatabaseConnection> {
        connect(&self.url).await
    }

    /// Takes folder and database away.
    ///
    /// # Errors
    /// Files, or the server.
    pub async fn remove(self) -> Outcome {
        if let Some((admin, name)) = &self.postgres {
            drop_database(admin, name).await?;
        }
        Ok(std::fs::remove_dir_all(&self.folder)?)
    }
}

fn fresh(folder: &Path) -> Outcome<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    Ok(folder.canonicalize()?)
}

async fn migrate(url: &str) -> Outcome {
    let connection = connect(url).await?;
    Migrator::up(&connection, None).await?;
    Ok(connection.close().await?)
}

async fn drop_database(admin: &str, name: &str) -> Outcome {
    let server = connect(admin).await?;
    server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    Ok(server.close().await?)
}

async fn connect(url: &str) -> Outcome<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// The same server, another database: what follows the host up to the parameters.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, ""), |(address, rest)| (address, rest));
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{parameters}", &address[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_another_database_of_the_same_server() {
        assert_eq!(with_database("postgres://a:b@h:1/postgres", "x"), "postgres://a:b@h:1/x");
        assert_eq!(
            with_database("postgres://a:b@h?sslmode=disable", "x"),
            "postgres://a:b@h/x?sslmode=disable"
        );
    }
}
