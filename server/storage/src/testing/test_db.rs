use std::ops::Deref;

use crate::{Db, DbOptions, StorageError};

/// A database of one test; use it as the [`Db`] it derefs to. Dropping it removes the database.
#[derive(Debug)]
pub struct TestDb {
    pub db: Db,
    url: String,
    // Dropped after `db`.
    _remove: Removal,
}

impl TestDb {
    pub(super) async fn open(url: String, remove: Removal) -> Result<Self, StorageError> {
        Ok(Self { db: Db::open(&url, small()).await?, url, _remove: remove })
    }

    /// The address, for a second process or a program under test.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Lets the database handle die in the middle of whatever it does and opens the database again, as
    /// the next process after a crash.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn reopen_after_crash(&mut self) -> Result<(), StorageError> {
        self.db.kill().await;
        self.db = Db::open(&self.url, small()).await?;
        Ok(())
    }

    /// Closes the database and opens it again, as after a restart.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn reopen(&mut self) -> Result<(), StorageError> {
        self.db.close().await;
        self.db = Db::open(&self.url, small()).await?;
        Ok(())
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Many tests run at once against one server.
fn small() -> DbOptions {
    DbOptions { readers: 2, pool: 4, ..DbOptions::default() }
}

/// Removes the database when dropped.
pub(super) struct Removal(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Removal {
    pub fn new(remove: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(remove)))
    }
}

impl std::fmt::Debug for Removal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Removal")
    }
}

impl Drop for Removal {
    fn drop(&mut self) {
        if let Some(remove) = self.0.take() {
            remove();
        }
    }
}
