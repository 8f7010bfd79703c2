use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Wraps up to `limit` data keys of an older master key by the active one. Returns how many; an
    /// older master key may leave the configuration once this is 0.
    ///
    /// # Errors
    /// Storage, or a master key that is gone already.
    pub async fn rewrap_data_keys(&self, limit: u64) -> Result<usize, ServiceError> {
        self.vault().rewrap(limit).await
    }
}
