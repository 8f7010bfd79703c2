use domain::contacts::AddressKind;
use domain::id::CompanyId;
use domain::message::Channel;
use storage::contacts::{self, KnownAddress};

use crate::engine::address_key;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What is known of a recipient: its state, and the cards it is on.
    pub(crate) async fn known_recipient(
        &self,
        company: CompanyId,
        channel: Channel,
        recipient: &str,
    ) -> Result<Option<KnownAddress>, ServiceError> {
        let key = address_key(channel, recipient);
        let asked = std::slice::from_ref(&key);
        let db = self.db().read();
        Ok(contacts::known_addresses(db, company, AddressKind::of(channel), asked).await?.remove(&key))
    }
}
