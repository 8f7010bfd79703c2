use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection};
use secrecy::{ExposeSecret, SecretString};

use super::CommandError;
use crate::config::Settings;

/// Brings the database to this release's schema.
pub async fn migrate(settings: Settings) -> Result<(), CommandError> {
    std::fs::create_dir_all(&settings.data)?;
    apply(&settings.database()).await?;
    println!("The database has the schema of this release.");
    Ok(())
}

pub(super) async fn apply(url: &SecretString) -> Result<(), CommandError> {
    let connection = connect(url).await?;
    Migrator::up(&connection, None).await?;
    Ok(connection.close().await?)
}

/// One connection that may change the schema; SQLite's file is made when there is none.
pub(super) async fn connect(url: &SecretString) -> Result<DatabaseConnection, CommandError> {
    let url = url.expose_secret();
    storage::db::backend_of(url)?;
    let file = url.strip_prefix("sqlite:").map(|path| format!("sqlite:{path}?mode=rwc"));
    let mut options = ConnectOptions::new(file.unwrap_or_else(|| url.to_owned()));
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}
