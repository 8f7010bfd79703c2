use domain::operator::{MasterKeyRow, SealingKeysView};
use serde_json::json;
use storage::data_keys;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

/// Keys of one round.
const PIECE: u64 = 100;

impl Services {
    /// The master keys by their names, and how many keys each of them wraps; for operators.
    ///
    /// # Errors
    /// `Forbidden`, or storage.
    pub async fn sealing_keys(&self, actor: &Actor) -> Result<SealingKeysView, ServiceError> {
        actor.require_operator()?;
        let wrapped = data_keys::count_by_master(self.db().read()).await?;
        let names = self.vault().master_names();
        let missing = wrapped.iter().map(|(name, _)| name).filter(|name| !names.contains(name));
        let all = names.iter().chain(missing).enumerate().map(|(place, name)| MasterKeyRow {
            name: name.clone(),
            is_active: place == 0,
            is_loaded: place < names.len(),
            keys: wrapped.iter().find(|(of, _)| of == name).map_or(0, |(_, keys)| keys.unsigned_abs()),
        });
        Ok(SealingKeysView { masters: all.collect() })
    }

    /// Wraps by the active master key every key that another one wraps, and answers how many; what they
    /// seal stays as it is. The other master keys may leave the configuration afterwards. For operators.
    ///
    /// # Errors
    /// `Forbidden`; storage; a master key that is gone already, which leaves the rest as it is.
    pub async fn rewrap_data_keys(&self, actor: &Actor) -> Result<u64, ServiceError> {
        actor.require_operator()?;
        let mut rewrapped = 0;
        loop {
            let piece = self.vault().rewrap(PIECE).await?;
            if piece == 0 {
                break;
            }
            rewrapped += piece as u64;
        }
        if rewrapped > 0 {
            self.note_rewrapping(actor, rewrapped).await?;
        }
        Ok(rewrapped)
    }

    async fn note_rewrapping(&self, actor: &Actor, keys: u64) -> Result<(), ServiceError> {
        let active = self.vault().master_names().into_iter().next().unwrap_or_default();
        let change = Change::of_platform("platform.keys_rewrapped", active, json!({ "keys": keys }));
        let (services, actor) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { record_change(tx, &services, &actor, change).await }));
        work.await
    }
}
