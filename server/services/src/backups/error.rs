use storage::StorageError;

/// Why there is no backup, or why it was not restored; the text is told to the operator as it is.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the database: {0}")]
    Storage(#[from] StorageError),
    #[error("the file system: {0}")]
    Disk(#[from] std::io::Error),
    #[error("this file is no backup of this program")]
    NoBackup,
    #[error("the backup is damaged or was cut off: nothing of it was restored")]
    Damaged,
    #[error("the backup was made by a newer release: restore it with that one")]
    Newer,
    #[error(
        "the backup is encrypted: give the passphrase (BACKUP_PASSPHRASE) or the file of its identity (BACKUP_IDENTITY_FILE)"
    )]
    Locked,
    #[error("the passphrase or identity does not open this backup")]
    WrongKey,
    #[error("not an age recipient: it begins with age1")]
    Recipient,
    #[error("not an age identity: it begins with AGE-SECRET-KEY-1")]
    Identity,
    #[error("another file has that name already")]
    Exists,
    #[error("the work broke off")]
    BrokenOff,
}

impl BackupError {
    /// What reading an archive says of it. What the disk itself refuses stays a matter of the disk.
    pub(super) fn in_archive(error: std::io::Error) -> Self {
        if error.raw_os_error().is_some() { Self::Disk(error) } else { Self::Damaged }
    }
}
