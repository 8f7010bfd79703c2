//! What monitors may see of everything the product does.

use domain::message::{Channel, State};
use prometheus_client::registry::Registry;

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Lets a monitor see writes, sends, answers and reports.
    pub fn register_metrics(&self, registry: &mut Registry) {
        self.db().register_metrics(registry);
        self.sql_ledger().register_metrics(registry);
    }

    /// How many messages of all companies together stand in each state of each channel; the caller is the
    /// operator's monitor.
    ///
    /// # Errors
    /// Storage.
    pub async fn count_messages(&self) -> Result<Vec<(Channel, State, i64)>, ServiceError> {
        Ok(self.sql_ledger().count_everywhere().await?)
    }
}
