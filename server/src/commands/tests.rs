use std::path::{Path, PathBuf};

use clap::Parser;
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectOptions, ConnectionTrait, Database};
use secrecy::ExposeSecret;
use services::backups::{Lock, write};
use storage::clock::{Clock, SystemClock};
use storage::testing::{TempFolder, TestDb, postgres};

use super::migrate::apply;
use super::restore::{Restored, restore_into};
use super::seat::Seat;
use crate::config::{CommandLine, Settings};

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn settings(data: &Path, database: Option<&str>) -> TestResult<Settings> {
    let data = data.to_str().ok_or("not a path")?;
    let line = ["server", "serve", "--data", data].into_iter().map(ToOwned::to_owned);
    let database = database.map(|url| ["--database-url".to_owned(), url.to_owned()]);
    Ok(CommandLine::try_parse_from(line.chain(database.into_iter().flatten()))?.settings)
}

async fn run(url: &str, sql: &str) -> TestResult {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    connection.execute_unprepared(sql).await?;
    Ok(connection.close().await?)
}

const SOMEBODY: &str = "INSERT INTO users (id, email, email_key, username, username_key, name, password, \
    password_changed_at, lang, is_operator, created_at) \
    VALUES (1, 'a@firma.com.tr', 'a@firma.com.tr', 'ayse', 'ayse', 'Ayşe', 'x', 0, 'tr', true, 0)";

/// An installation that somebody uses.
async fn inhabited(settings: &Settings) -> TestResult {
    std::fs::create_dir_all(&settings.data)?;
    apply(&settings.database()).await?;
    run(settings.database().expose_secret(), SOMEBODY).await
}

async fn backed_up(settings: &Settings, folder: &Path) -> TestResult<PathBuf> {
    let file = folder.join("one.backup");
    write(&settings.source(), &file, &Lock::Open, SystemClock.now()).await?;
    Ok(file)
}

fn why(restored: Result<Restored, super::CommandError>) -> String {
    restored.err().map(|error| error.to_string()).unwrap_or_default()
}

#[tokio::test]
async fn a_backup_comes_back_on_an_empty_installation_once() -> TestResult {
    let (old, new) = (TempFolder::new(), TempFolder::new());
    let settings_of_old = settings(old.path(), None)?;
    inhabited(&settings_of_old).await?;
    let file = backed_up(&settings_of_old, old.path()).await?;
    // A server that was started once and has nobody in it is still empty.
    let target = settings(new.path(), None)?;
    std::fs::create_dir_all(new.path())?;
    apply(&target.database()).await?;
    let restored = restore_into(&target, &file).await?;
    assert_eq!(restored.contents.end.tables.get("users").map(|sum| sum.count), Some(1));
    assert!(restored.missing.is_empty(), "nothing was sealed");
    assert!(why(restore_into(&target, &file).await).contains("not empty"));
    let left: Vec<_> =
        std::fs::read_dir(new.path())?.filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("restoring")), "{left:?}");
    Ok(())
}

#[tokio::test]
async fn a_backup_of_sqlite_comes_back_on_postgres() -> TestResult {
    let Some(database) = postgres().await else { return Ok(()) };
    let (old, new) = (TempFolder::new(), TempFolder::new());
    let settings_of_old = settings(old.path(), None)?;
    inhabited(&settings_of_old).await?;
    let file = backed_up(&settings_of_old, old.path()).await?;
    let target = settings(new.path(), Some(TestDb::url(&database)))?;
    restore_into(&target, &file).await?;
    assert!(why(restore_into(&target, &file).await).contains("not empty"));
    Ok(())
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_an_older_one_brought_up() -> TestResult {
    let (old, new) = (TempFolder::new(), TempFolder::new());
    std::fs::create_dir_all(old.path())?;
    let from = settings(old.path(), None)?;
    let steps = u32::try_from(Migrator::migrations().len())?;
    let connection = Database::connect(format!("{}?mode=rwc", from.database().expose_secret())).await?;
    Migrator::up(&connection, Some(steps - 1)).await?;
    connection.close().await?;
    run(from.database().expose_secret(), SOMEBODY).await?;
    let file = backed_up(&from, old.path()).await?;
    let target = settings(new.path(), None)?;
    restore_into(&target, &file).await?;
    let newer = "INSERT INTO seaql_migrations VALUES ('m20990101_000001_newer', 0)";
    run(from.database().expose_secret(), newer).await?;
    std::fs::remove_file(&file)?;
    let file = backed_up(&from, old.path()).await?;
    let other = TempFolder::new();
    let refused = why(restore_into(&settings(other.path(), None)?, &file).await);
    assert!(refused.contains("newer release"), "{refused}");
    assert!(!other.path().join("data.db").exists());
    Ok(())
}

#[tokio::test]
async fn half_a_file_and_a_running_server_leave_everything_as_it_is() -> TestResult {
    let (old, new) = (TempFolder::new(), TempFolder::new());
    let from = settings(old.path(), None)?;
    inhabited(&from).await?;
    let file = backed_up(&from, old.path()).await?;
    let target = settings(new.path(), None)?;
    std::fs::create_dir_all(new.path())?;
    let seat = Seat::take(new.path())?;
    assert!(why(restore_into(&target, &file).await).contains("stop it first"));
    drop(seat);
    let whole = std::fs::read(&file)?;
    std::fs::write(&file, &whole[..whole.len() / 2])?;
    assert!(why(restore_into(&target, &file).await).contains("cut off"));
    assert!(!new.path().join("data.db").exists());
    std::fs::write(&file, &whole)?;
    restore_into(&target, &file).await.map(drop)
}
