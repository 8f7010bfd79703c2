use domain::limits::LimitReached;
use sea_orm::{DbErr, SqlErr};

/// Why the store did not do what it was asked; for the operator, never shown to a user.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StorageError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// The address of the database cannot be read, or names no supported one.
    #[error(
        "not a database address: it is sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME, with special \
        characters percent-encoded"
    )]
    Address,
    /// The database was closed before the write ran; nothing was written.
    #[error("the database is closed")]
    Closed,
    /// A write panicked; it was rolled back, other writes were not touched.
    #[error("a write panicked and was rolled back")]
    Panicked,
    /// A stored value belongs to a newer release or was damaged.
    #[error("unreadable value in {0}")]
    Unreadable(&'static str),
    /// There is no such row for this company.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The row changed in the meantime, or something of that name is already there.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// What was to be planned passes a limit of its company; nothing was.
    #[error("over a limit of the company: {0}")]
    LimitReached(LimitReached),
    /// The file system refused.
    #[error("file: {0}")]
    File(String),
}

impl StorageError {
    /// Whether a unique index refused the row: somebody else was first.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }

    /// Whether the row points at one that is not there, or is still pointed at.
    #[must_use]
    pub fn is_broken_link(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))))
    }
}
