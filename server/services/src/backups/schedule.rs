use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use storage::clock::Clock;

use super::write::{unfinished, write_to};
use super::{BackupError, Lock, Source, check};
use crate::secrets::owner_only_folders;

/// How often it is looked whether a backup is due; one that failed is tried again as soon.
const LOOK: Duration = Duration::from_secs(60);

/// Backups that are made without being asked for, always encrypted.
#[derive(Debug, Clone)]
pub struct BackupPlan {
    pub source: Source,
    /// Made when missing.
    pub folder: PathBuf,
    pub every: Duration,
    /// The newest ones that stay.
    pub keep: usize,
    pub lock: Lock,
}

/// How the planned backups stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupState {
    /// When the newest good one was begun.
    pub newest: Option<Timestamp>,
    /// Its bytes.
    pub bytes: u64,
    /// Whether it was read back from beginning to end; one for a recipient can only be read elsewhere.
    pub checked: bool,
    /// Why the latest try failed; `None` after one that did not.
    pub failed: Option<String>,
    /// When the next is due.
    pub due: Timestamp,
}

/// Makes the planned backups; clones share it.
#[derive(Debug, Clone)]
pub struct Backups {
    plan: Arc<BackupPlan>,
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<BackupState>>,
}

impl Backups {
    /// Looks at what is in the folder, and makes it when it is missing.
    ///
    /// # Errors
    /// [`BackupError::Locked`] for a plan without encryption; the folder.
    pub fn new(plan: BackupPlan, clock: Arc<dyn Clock>) -> Result<Self, BackupError> {
        if plan.lock.is_open() {
            return Err(BackupError::Locked);
        }
        owner_only_folders().create(&plan.folder)?;
        remove_unfinished(&plan.folder)?;
        let newest = kept(&plan.folder)?.pop();
        let state = BackupState {
            newest: newest.as_ref().map(|kept| kept.0),
            bytes: newest.as_ref().and_then(|kept| kept.1.metadata().ok()).map_or(0, |found| found.len()),
            // Only what was read back got its name.
            checked: newest.is_some() && plan.lock.own_unlock().is_some(),
            failed: None,
            due: newest.map_or(clock.now(), |kept| kept.0 + plan.every),
        };
        Ok(Self { plan: Arc::new(plan), clock, state: Arc::new(Mutex::new(state)) })
    }

    /// How they stand.
    #[must_use]
    pub fn state(&self) -> BackupState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a backup when one is due; answers its name.
    ///
    /// # Errors
    /// Why there is none; [`Backups::state`] says so, too.
    pub async fn step(&self) -> Result<Option<PathBuf>, BackupError> {
        let now = self.clock.now();
        if now < self.state().due {
            return Ok(None);
        }
        let made = self.make(now).await;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &made {
            Ok((_, bytes)) => {
                let checked = self.plan.lock.own_unlock().is_some();
                let due = now + self.plan.every;
                *state = BackupState { newest: Some(now), bytes: *bytes, checked, failed: None, due };
            }
            Err(error) => state.failed = Some(error.to_string()),
        }
        made.map(|(path, _)| Some(path))
    }

    /// Makes them until `stop` is ready.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            tokio::select! {
                biased;
                () = &mut stop => return,
                made = self.step() => tell(made),
            }
            tokio::select! {
                biased;
                () = &mut stop => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// A file gets its name when it was read back; the older ones go after that.
    async fn make(&self, now: Timestamp) -> Result<(PathBuf, u64), BackupError> {
        let to = self.plan.folder.join(name_of(now));
        let part = unfinished(&to);
        let made = self.write_and_check(&part, now).await;
        if made.is_err() {
            // What is left of it is in nobody's way, and the reason why there is no backup matters more.
            let _ = tokio::fs::remove_file(&part).await;
        }
        made?;
        tokio::fs::rename(&part, &to).await?;
        let bytes = tokio::fs::metadata(&to).await?.len();
        for (_, old) in older(kept(&self.plan.folder)?, self.plan.keep) {
            tokio::fs::remove_file(old).await?;
        }
        Ok((to, bytes))
    }

    async fn write_and_check(&self, part: &Path, now: Timestamp) -> Result<(), BackupError> {
        let written = write_to(&self.plan.source, part, &self.plan.lock, now).await?;
        match self.plan.lock.own_unlock() {
            Some(unlock) if check(part, &unlock).await? != written => Err(BackupError::Damaged),
            _ => Ok(()),
        }
    }
}

fn tell(made: Result<Option<PathBuf>, BackupError>) {
    match made {
        Ok(Some(path)) => tracing::info!(path = %path.display(), "made a backup"),
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "no backup could be made"),
    }
}

/// `backup-20261130142046.age`, in UTC.
fn name_of(at: Timestamp) -> String {
    let digits: String = at.to_iso8601().chars().filter(char::is_ascii_digit).take(14).collect();
    format!("backup-{digits}.age")
}

fn made_at(name: &str) -> Option<Timestamp> {
    let digits = name.strip_prefix("backup-")?.strip_suffix(".age")?;
    if digits.len() != 14 || !digits.chars().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    let (date, time) = ([part(0, 4), part(4, 6), part(6, 8)], [part(8, 10), part(10, 12), part(12, 14)]);
    Timestamp::parse_iso8601(&format!("{}T{}Z", date.join("-"), time.join(":"))).ok()
}

/// What a process left behind that ended in the middle.
fn remove_unfinished(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name =
            path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".part"));
        if name.and_then(made_at).is_some() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The backups of a folder, oldest first; other files are none of ours.
fn kept(folder: &Path) -> std::io::Result<Vec<(Timestamp, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let at = path.file_name().and_then(|name| name.to_str()).and_then(made_at);
        found.extend(at.map(|at| (at, path)));
    }
    found.sort();
    Ok(found)
}

fn older(mut kept: Vec<(Timestamp, PathBuf)>, keep: usize) -> Vec<(Timestamp, PathBuf)> {
    kept.truncate(kept.len().saturating_sub(keep.max(1)));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_its_backup_was_made() {
        let at = Timestamp::from_seconds(1_795_000_000);
        assert_eq!(made_at(&name_of(at)), Some(at));
        assert_eq!(["backup-1.age", "notes.txt", "backup-20261130142046.age.part"].map(made_at), [None; 3]);
    }
}
