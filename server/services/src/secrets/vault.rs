use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use secrecy::SecretString;
use storage::clock::Clock;
use storage::data_keys::{self, WrappedKey};
use storage::ids::Ids;
use storage::{Db, StorageError};
use zeroize::Zeroizing;

use super::{DataKey, KeyScope, MasterKeys, Sealed, SecretPlace, SecretsError};
use crate::error::ServiceError;

/// Seals and opens secrets with the data key of their scope; makes the key when there is none.
///
/// Both read the database, so call them before a write transaction begins, never inside one.
#[derive(Clone)]
pub struct Vault {
    db: Db,
    ids: Ids,
    clock: Arc<dyn Clock>,
    masters: Arc<MasterKeys>,
    /// Unwrapped keys by scope and version.
    known: Arc<RwLock<HashMap<(KeyScope, u32), DataKey>>>,
    /// The version that seals what is new.
    newest: Arc<RwLock<HashMap<KeyScope, u32>>>,
}

impl Vault {
    pub(crate) fn new(db: Db, ids: Ids, clock: Arc<dyn Clock>, masters: MasterKeys) -> Self {
        Self { db, ids, clock, masters: Arc::new(masters), known: Arc::default(), newest: Arc::default() }
    }

    /// Encrypts a secret for its place.
    ///
    /// # Errors
    /// Storage, or a missing master key.
    pub async fn seal(&self, place: &SecretPlace, secret: &SecretString) -> Result<Sealed, ServiceError> {
        Ok(self.sealing_key(place.scope).await?.seal(place, secret)?)
    }

    /// Decrypts a secret from its place.
    ///
    /// # Errors
    /// [`SecretsError::NotAuthentic`] for what was changed or moved, storage, a missing master key.
    pub async fn open(&self, place: &SecretPlace, sealed: &Sealed) -> Result<SecretString, ServiceError> {
        Ok(self.key_of(place.scope, sealed.key_version()).await?.open(place, sealed)?)
    }

    /// A key for a file that is to be written at a place, with the version of the data key it comes from.
    pub(crate) async fn new_file_key(
        &self,
        place: &SecretPlace,
        salt: &[u8],
    ) -> Result<(u32, Zeroizing<[u8; 32]>), ServiceError> {
        let key = self.sealing_key(place.scope).await?;
        Ok((key.version(), key.derive(place, salt)))
    }

    /// The key of a file that was written by [`new_file_key`](Self::new_file_key).
    pub(crate) async fn file_key(
        &self,
        place: &SecretPlace,
        version: u32,
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, ServiceError> {
        Ok(self.key_of(place.scope, version).await?.derive(place, salt))
    }

    async fn sealing_key(&self, scope: KeyScope) -> Result<DataKey, ServiceError> {
        let newest = self.newest.read().unwrap_or_else(PoisonError::into_inner).get(&scope).copied();
        if let Some(version) = newest {
            return self.key_of(scope, version).await;
        }
        let stored = match self.latest(scope).await? {
            Some(stored) => stored,
            None => self.make(scope).await?,
        };
        let key = self.unwrap_stored(scope, &stored)?;
        self.newest.write().unwrap_or_else(PoisonError::into_inner).insert(scope, key.version());
        Ok(key)
    }

    async fn key_of(&self, scope: KeyScope, version: u32) -> Result<DataKey, ServiceError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&(scope, version)).cloned();
        if let Some(key) = known {
            return Ok(key);
        }
        let number = i32::try_from(version).map_err(|_| SecretsError::NotAuthentic)?;
        let stored = data_keys::version(self.db.read(), scope.code(), scope.owner(), number).await?;
        self.unwrap_stored(scope, &stored.ok_or(SecretsError::NotAuthentic)?)
    }

    fn unwrap_stored(&self, scope: KeyScope, stored: &WrappedKey) -> Result<DataKey, ServiceError> {
        let wrapped = Sealed::from_bytes(stored.wrapped.clone())?;
        let key = DataKey::unwrap_by(&self.masters, &stored.master, scope, stored.id, &wrapped)?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert((scope, key.version()), key.clone());
        Ok(key)
    }

    async fn latest(&self, scope: KeyScope) -> Result<Option<WrappedKey>, StorageError> {
        Ok(data_keys::latest(self.db.read(), scope.code(), scope.owner()).await?)
    }

    /// Makes the first key of a scope. When two processes do, the first insert wins and both use it.
    async fn make(&self, scope: KeyScope) -> Result<WrappedKey, ServiceError> {
        let id = self.ids.next_id();
        let wrapped = DataKey::generate(1)?.wrap(&self.masters, scope, id)?;
        let fresh = self.row(scope, id, 1, wrapped);
        self.db.write(move |tx| Box::pin(async move { Ok(data_keys::insert(tx, fresh).await?) })).await?;
        self.latest(scope).await?.ok_or(ServiceError::Broken("a data key vanished"))
    }

    fn row(&self, scope: KeyScope, id: i64, version: i32, wrapped: Sealed) -> WrappedKey {
        WrappedKey {
            id,
            scope: scope.code(),
            owner: scope.owner(),
            version,
            master: self.masters.active().id().as_str().to_owned(),
            wrapped: wrapped.into_bytes(),
            created_at: self.clock.now(),
        }
    }

    /// What the master keys are called, the active one first.
    pub(crate) fn master_names(&self) -> Vec<String> {
        self.masters.names()
    }

    /// Wraps up to `limit` data keys, which an older master key wraps, by the active one. Returns how
    /// many; the older master key may go once this is 0.
    ///
    /// # Errors
    /// Storage, or a master key that is gone already.
    pub async fn rewrap(&self, limit: u64) -> Result<usize, ServiceError> {
        let active = self.masters.active().id().as_str().to_owned();
        let old = data_keys::of_other_masters(self.db.read(), &active, limit).await?;
        let count = old.len();
        for stored in old {
            let scope = KeyScope::of_columns(stored.scope, stored.owner)?;
            let wrapped = self.unwrap_stored(scope, &stored)?.wrap(&self.masters, scope, stored.id)?;
            self.replace_wrapping(stored.id, active.clone(), wrapped).await?;
        }
        Ok(count)
    }

    async fn replace_wrapping(&self, id: i64, master: String, wrapped: Sealed) -> Result<(), StorageError> {
        let work = self.db.write(move |tx| {
            Box::pin(async move { Ok(data_keys::rewrap(tx, id, &master, wrapped.into_bytes()).await?) })
        });
        work.await
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({:?})", self.masters)
    }
}
