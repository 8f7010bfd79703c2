use std::collections::HashMap;

use domain::contacts::{AddressBadge, AddressKind, ContactList, ContactQuery, ContactRow};
use domain::id::{CompanyId, ContactId};
use domain::message::{Channel, Class};
use domain::rights::Right;
use storage::contacts::{self, HeldAddress};
use storage::{consents, tags};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Contacts of one page.
const PAGE: usize = 50;

impl Services {
    /// A page of the company's contacts.
    ///
    /// # Errors
    /// `Forbidden` without the right to see contacts, or storage.
    pub async fn list_contacts(
        &self,
        actor: &Actor,
        query: &ContactQuery,
    ) -> Result<ContactList, ServiceError> {
        let company = actor.require(Right::SeeContacts)?;
        let (selection, db) = (query.select(), self.db().read());
        let page = contacts::list(db, company, &selection, query.order(), query.cursor(), PAGE).await?;
        Ok(ContactList {
            rows: self.contact_rows(company, &page.ids).await?,
            previous: page.previous,
            next: page.next,
            found: page.found,
            total: contacts::total(db, company).await?,
        })
    }

    /// Rows of a list, in the order of the ids.
    pub(crate) async fn contact_rows(
        &self,
        company: CompanyId,
        ids: &[ContactId],
    ) -> Result<Vec<ContactRow>, ServiceError> {
        let db = self.db().read();
        let mut cards = contacts::cards(db, company, ids).await?;
        let mut held = contacts::addresses_of(db, company, ids).await?;
        let mut tags = tags::of_contacts(db, company, ids).await?;
        let refused = self.refused_channels(company, Class::Commercial, held.values().flatten()).await?;
        let cards = ids.iter().filter_map(|id| cards.remove(id));
        let rows = cards.map(|contact| {
            let addresses = held.remove(&contact.id).unwrap_or_default();
            let mut channels: Vec<_> =
                addresses.iter().flat_map(|held| of(&refused, held)).copied().collect();
            channels.sort();
            channels.dedup();
            let (phone, more_phones) = first_of(AddressKind::Phone, &addresses);
            let (email, more_emails) = first_of(AddressKind::Email, &addresses);
            ContactRow {
                id: contact.id,
                kind: contact.card.kind,
                name: contact.card.name(),
                code: contact.card.code.unwrap_or_default(),
                phone,
                more_phones,
                email,
                more_emails,
                tags: tags.remove(&contact.id).unwrap_or_default(),
                refused: channels,
            }
        });
        Ok(rows.collect())
    }

    /// The channels on which addresses refused messages of a class, by the key of the address.
    pub(crate) async fn refused_channels<'a>(
        &self,
        company: CompanyId,
        class: Class,
        addresses: impl Iterator<Item = &'a HeldAddress>,
    ) -> Result<HashMap<String, Vec<Channel>>, ServiceError> {
        let keys: Vec<_> = addresses.map(|held| held.address.key()).collect();
        let mut refused: HashMap<String, Vec<Channel>> = HashMap::new();
        let found = consents::refusals(self.db().read(), company, &keys).await?;
        for refusal in found.into_iter().filter(|refusal| refusal.class == class) {
            refused.entry(refusal.address).or_default().push(refusal.channel);
        }
        Ok(refused)
    }
}

/// The channels on which an address refused.
pub(crate) fn of<'r>(refused: &'r HashMap<String, Vec<Channel>>, held: &HeldAddress) -> &'r [Channel] {
    refused.get(&held.address.key()).map_or(&[], Vec::as_slice)
}

fn first_of(kind: AddressKind, addresses: &[HeldAddress]) -> (Option<AddressBadge>, u32) {
    let mut of_kind = addresses.iter().filter(|held| held.address.kind() == kind);
    let first = of_kind.next().map(|held| AddressBadge {
        shown: held.address.shown(),
        state: held.state,
        takes_sms: held.address.can_receive_sms(),
    });
    (first, u32::try_from(of_kind.count()).unwrap_or(u32::MAX))
}
