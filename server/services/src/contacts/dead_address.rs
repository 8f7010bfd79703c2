use domain::company::CompanyMode;
use domain::contacts::{AddressKind, ContactAddress};
use domain::id::CompanyId;
use domain::message::Channel;
use storage::{StorageError, companies, contacts};

use crate::engine::address_key;
use crate::services::Services;

impl Services {
    /// Notes that a provider said for sure, in these words, that there is no such number or mailbox: nothing
    /// more goes to it until somebody says otherwise. A landline that takes no SMS may still be on WhatsApp,
    /// and what a stand-in says in test mode says nothing of anybody.
    pub(crate) async fn note_dead_address(
        &self,
        company: CompanyId,
        channel: Channel,
        recipient: &str,
        said: String,
    ) -> Result<(), StorageError> {
        let key = address_key(channel, recipient);
        let address = ContactAddress::from_key(AddressKind::of(channel), &key);
        let takes = |address: &ContactAddress| channel != Channel::Sms || address.can_receive_sms();
        let Some(address) = address.filter(takes) else { return Ok(()) };
        let found = companies::find(self.db().read(), company).await?;
        if found.is_none_or(|company| company.mode == CompanyMode::Test) {
            return Ok(());
        }
        let now = self.now();
        let work = self.db().write(move |tx| {
            Box::pin(async move { contacts::note_dead(tx, company, &address, &said, now).await.map(drop) })
        });
        work.await
    }
}
