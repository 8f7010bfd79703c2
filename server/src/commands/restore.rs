use std::path::{Path, PathBuf};
use std::sync::Arc;

use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use secrecy::{ExposeSecret, SecretString};
use services::backups::{
    BackupError, Contents, Held, Source, Unlock, beside, check, hold_restored, load, missing_masters,
};
use storage::backup::Loader;
use storage::clock::SystemClock;
use storage::{Db, DbOptions};

use super::CommandError;
use super::backup::summary;
use super::migrate::connect;
use super::seat::Seat;
use crate::config::Settings;

/// Restores a backup onto an empty installation; what had not left waits for a person.
pub async fn restore(settings: Settings, file: PathBuf) -> Result<(), CommandError> {
    let restored = restore_into(&settings, &file).await?;
    println!("{}", summary(&restored.contents));
    let Held { messages, campaigns } = restored.held;
    println!(
        "{messages} messages and {campaigns} campaigns are held, because they may have left since then."
    );
    if !restored.missing.is_empty() {
        println!(
            "The master key is missing ({}): put it back (MASTER_KEY_FILE or MASTER_KEY) before you start \
            the server. Without it nobody can sign in, and no provider's password and no file can be read.",
            restored.missing.join(", ")
        );
    }
    Ok(())
}

/// Lets everything go that a restore held.
pub async fn release_restored(settings: Settings) -> Result<(), CommandError> {
    let db = Db::open(settings.database().expose_secret(), DbOptions::default()).await?;
    let Held { messages, campaigns } =
        services::backups::release_restored(&db, Arc::new(SystemClock)).await?;
    db.close().await;
    println!("{messages} messages go on, and {campaigns} campaigns.");
    Ok(())
}

pub struct Restored {
    pub contents: Contents,
    pub held: Held,
    /// Master keys that are needed and not there.
    pub missing: Vec<String>,
}

/// The whole backup is read once before anything is written. On SQLite all is made beside its place and
/// moved there at the end; on PostgreSQL all rows are one transaction.
pub async fn restore_into(settings: &Settings, file: &Path) -> Result<Restored, CommandError> {
    std::fs::create_dir_all(&settings.data)?;
    if Seat::is_anybody_there(&settings.data)? {
        return Err("a server works in this data folder: stop it first".into());
    }
    let place = settings.source();
    refuse_inhabited(settings, &place).await?;
    let unlock = settings.backup.unlock()?;
    let contents = check(file, &unlock).await?;
    let known = steps_of(&contents.head.migrations)?;
    let making = Source { database: making(settings), files: beside(&place.files) };
    remove_leftovers(settings, &making).await?;
    let (contents, held) = fill(file, &unlock, contents, known, &making).await?;
    move_in(settings, &making, &place)?;
    let db = Db::open(place.database.expose_secret(), DbOptions::default()).await?;
    let missing = missing_masters(&db, &settings.keys()).await?;
    db.close().await;
    Ok(Restored { contents, held, missing })
}

/// How many of this release's migrations made the backup's schema.
fn steps_of(made_by: &[String]) -> Result<u32, CommandError> {
    let ours: Vec<_> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    if made_by.iter().any(|name| !ours.contains(name)) {
        return Err(BackupError::Newer.into());
    }
    if ours.iter().take(made_by.len()).any(|name| !made_by.contains(name)) {
        return Err("the schema of the backup is not one of this program's".into());
    }
    Ok(u32::try_from(made_by.len())?)
}

async fn fill(
    file: &Path,
    unlock: &Unlock,
    contents: Contents,
    steps: u32,
    making: &Source,
) -> Result<(Contents, Held), CommandError> {
    let connection = connect(&making.database).await?;
    let there = u32::try_from(Loader::applied(&connection).await?.len())?;
    let Some(missing) = steps.checked_sub(there) else {
        return Err("the database has a newer schema than the backup: give an empty one".into());
    };
    if missing > 0 {
        Migrator::up(&connection, Some(missing)).await?;
    }
    let contents = load(file, unlock, &contents.head, making).await?;
    Migrator::up(&connection, None).await?;
    connection.close().await?;
    let db = Db::open(making.database.expose_secret(), DbOptions::default()).await?;
    let held = hold_restored(&db, Arc::new(SystemClock)).await?;
    db.close().await;
    Ok((contents, held))
}

async fn refuse_inhabited(settings: &Settings, place: &Source) -> Result<(), CommandError> {
    let there = settings.sqlite_file().is_none_or(|file| file.exists());
    let inhabited = if there {
        let connection = connect(&place.database).await?;
        let inhabited = Loader::is_inhabited(&connection).await?;
        connection.close().await?;
        inhabited
    } else {
        false
    };
    let has_files = std::fs::read_dir(&place.files).is_ok_and(|mut files| files.next().is_some());
    if inhabited || has_files {
        return Err("this installation is not empty: a backup is restored onto an empty one only".into());
    }
    Ok(())
}

/// Where the database is made: SQLite's beside its place.
fn making(settings: &Settings) -> SecretString {
    match settings.sqlite_file() {
        Some(file) => format!("sqlite:{}", beside(&file).display()).into(),
        None => settings.database(),
    }
}

/// What an earlier restore left behind that did not come to its end.
async fn remove_leftovers(settings: &Settings, making: &Source) -> Result<(), CommandError> {
    if let Some(file) = settings.sqlite_file() {
        remove_database(&beside(&file))?;
    }
    if making.files.exists() {
        tokio::fs::remove_dir_all(&making.files).await?;
    }
    Ok(())
}

fn move_in(settings: &Settings, making: &Source, place: &Source) -> Result<(), CommandError> {
    if making.files.exists() {
        // An empty one, as looked at above.
        let _ = std::fs::remove_dir(&place.files);
        std::fs::rename(&making.files, &place.files)?;
    }
    if let Some(file) = settings.sqlite_file() {
        remove_database(&file)?;
        std::fs::rename(beside(&file), &file)?;
        remove_database(&beside(&file))?;
    }
    Ok(())
}

/// SQLite's file, its log and the index of that.
fn remove_database(file: &Path) -> std::io::Result<()> {
    ["", "-wal", "-shm"].into_iter().try_for_each(|end| {
        match std::fs::remove_file(format!("{}{end}", file.display())) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    })
}
