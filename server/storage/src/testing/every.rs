use super::{TestDb, postgres, sqlite};
use crate::StorageError;

/// A fresh database of each kind this machine has, for a test that must hold on all of them.
///
/// # Errors
/// None so far; a database that cannot be made panics as in [`sqlite`] and [`postgres`].
pub async fn every_database() -> Result<Vec<TestDb>, StorageError> {
    let mut databases = vec![sqlite().await];
    databases.extend(postgres().await);
    Ok(databases)
}
