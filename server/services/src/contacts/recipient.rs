use std::collections::HashMap;

use domain::contacts::{AddressKind, ContactAddress};
use domain::id::CompanyId;
use domain::message::{Channel, SkipReason};
use storage::StorageError;
use storage::contacts::{self, KnownAddress};
use storage::erasures;
use storage::ledger::{Selected, Selection, WaitingFor};

use crate::engine::address_key;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one step.
const STEP: u32 = 500;

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

    /// Which of these recipients of one channel cannot be written to any more, and why: their addresses
    /// are nobody's or somebody else's, or whose they were is erased.
    pub(crate) async fn lost_recipients(
        &self,
        company: CompanyId,
        channel: Channel,
        recipients: Vec<String>,
    ) -> Result<HashMap<String, SkipReason>, ServiceError> {
        let db = self.db().read();
        let keys: Vec<_> = recipients.iter().map(|recipient| address_key(channel, recipient)).collect();
        let known = contacts::known_addresses(db, company, AddressKind::of(channel), &keys).await?;
        let mark = |recipient: &String| {
            let address = ContactAddress::parse(recipient).ok();
            address.map(|address| self.mark_of(company, &address))
        };
        let marks: Vec<_> = recipients.iter().map(mark).collect();
        let asked: Vec<_> = marks.iter().copied().flatten().collect();
        let erased = erasures::found(db, company, &asked).await?;
        let lost = recipients.into_iter().zip(keys).zip(marks).filter_map(|((recipient, key), mark)| {
            let reason = if mark.is_some_and(|mark| erased.contains(&mark)) {
                SkipReason::Erased
            } else {
                known.get(&key).filter(|known| !known.state.is_usable()).map(|_| SkipReason::Unreachable)?
            };
            Some((recipient, reason))
        });
        Ok(lost.collect())
    }

    /// Ends whatever waits for an address, on every channel that sends to it.
    pub(crate) async fn drop_waiting(
        &self,
        company: CompanyId,
        address: &ContactAddress,
        reason: SkipReason,
    ) -> Result<(), StorageError> {
        let own = Channel::ALL.iter().filter(|channel| AddressKind::of(**channel) == address.kind());
        for channel in own {
            let waiting = WaitingFor { channel: *channel, class: None, address: address.as_str().to_owned() };
            self.skip_waiting(company, waiting, reason).await?;
        }
        Ok(())
    }

    /// Ends what waits for an address of a channel.
    pub(crate) async fn skip_waiting(
        &self,
        company: CompanyId,
        waiting: WaitingFor,
        reason: SkipReason,
    ) -> Result<(), StorageError> {
        let mut of = Selection { company, which: Selected::Recipient(waiting), after: None, limit: STEP };
        loop {
            let step = self.ledger().skip(of.clone(), reason).await?;
            if step.next.is_none() {
                return Ok(());
            }
            of.after = step.next;
        }
    }
}
