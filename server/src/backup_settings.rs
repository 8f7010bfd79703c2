//! The settings of backups: how they are encrypted, and which are made without being asked for.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use secrecy::SecretString;
use services::backups::{BackupError, BackupPlan, Lock, Source, Unlock};

#[derive(Debug, Clone, Args)]
pub struct BackupSettings {
    /// The passphrase that backups are encrypted with and restored by.
    #[arg(long, env = "BACKUP_PASSPHRASE", hide_env_values = true, global = true)]
    pub backup_passphrase: Option<SecretString>,
    /// Instead of a passphrase: age recipients (`age1…`), comma-separated; only their identities open it.
    #[arg(long, env = "BACKUP_RECIPIENT", conflicts_with = "backup_passphrase", global = true)]
    pub backup_recipient: Option<String>,
    /// The file of the age identity that opens such a backup; for `restore` and `check-backup`.
    #[arg(long, env = "BACKUP_IDENTITY_FILE", global = true)]
    pub backup_identity_file: Option<PathBuf>,
    /// Where the server itself keeps encrypted backups; without it, it makes none.
    #[arg(long, env = "BACKUP_FOLDER", global = true)]
    pub backup_folder: Option<PathBuf>,
    /// Hours between two of them.
    #[arg(long, env = "BACKUP_EVERY_HOURS", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub backup_every_hours: u32,
    /// How many of them stay.
    #[arg(long, env = "BACKUP_KEEP", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub backup_keep: u32,
}

impl BackupSettings {
    /// How a backup is encrypted; open without a passphrase and a recipient.
    ///
    /// # Errors
    /// A recipient that is none.
    pub fn lock(&self) -> Result<Lock, BackupError> {
        match (&self.backup_recipient, &self.backup_passphrase) {
            (Some(recipients), _) => Lock::for_recipients(recipients),
            (None, Some(passphrase)) => Ok(Lock::Passphrase(passphrase.clone())),
            (None, None) => Ok(Lock::Open),
        }
    }

    /// What opens a backup.
    ///
    /// # Errors
    /// The file of the identity.
    pub fn unlock(&self) -> Result<Unlock, BackupError> {
        let unlock = Unlock { passphrase: self.backup_passphrase.clone(), ..Unlock::default() };
        match &self.backup_identity_file {
            Some(file) => unlock.with_identities(file),
            None => Ok(unlock),
        }
    }

    /// The backups that the server makes by itself, if any.
    ///
    /// # Errors
    /// A folder without a passphrase and a recipient; a recipient that is none.
    pub fn plan(&self, source: Source) -> Result<Option<BackupPlan>, String> {
        let Some(folder) = self.backup_folder.clone() else { return Ok(None) };
        let lock = self.lock().map_err(|error| error.to_string())?;
        if lock.is_open() {
            return Err(
                "backups in BACKUP_FOLDER are always encrypted: set BACKUP_PASSPHRASE or BACKUP_RECIPIENT"
                    .to_owned(),
            );
        }
        let every = Duration::from_secs(u64::from(self.backup_every_hours) * 3_600);
        let keep = usize::try_from(self.backup_keep).unwrap_or(usize::MAX);
        Ok(Some(BackupPlan { source, folder, every, keep, lock }))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::config::CommandLine;

    fn plan(words: &[&str]) -> Result<Option<BackupPlan>, String> {
        let line = ["server", "serve"].iter().chain(words);
        let settings = CommandLine::try_parse_from(line).map_err(|error| error.to_string())?.settings;
        settings.backup.plan(settings.source())
    }

    #[test]
    fn the_server_makes_no_backup_that_anybody_can_read() -> Result<(), String> {
        assert!(plan(&[])?.is_none());
        assert!(plan(&["--backup-folder", "/b"]).is_err());
        let plan = plan(&["--backup-folder", "/b", "--backup-passphrase", "p", "--backup-every-hours", "6"])?;
        assert_eq!(plan.map(|plan| (plan.every.as_secs(), plan.keep)), Some((6 * 3_600, 7)));
        Ok(())
    }

    #[test]
    fn a_recipient_is_read_at_the_start() {
        assert!(plan(&["--backup-folder", "/b", "--backup-recipient", "age1nobody"]).is_err());
        let both = plan(&["--backup-recipient", "age1nobody", "--backup-passphrase", "p"]);
        assert!(both.is_err_and(|error| error.contains("cannot be used with")));
    }
}
