use domain::contacts::{AddressSource, ContactAddress};
use domain::failure::Problem;
use domain::id::ContactId;
use domain::message::SkipReason;
use domain::rights::Right;
use serde_json::json;
use storage::{Tx, contacts, erasures, service_windows};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Erases a person at their own request, at once and for good: card, tags, and the addresses that no
    /// other card has, with what waits for them and when they last wrote. No list brings them back; only a
    /// member can, by hand. Consents, refusals, "this number is not mine" and the record of sent messages
    /// stay for as long as the law asks for them.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn erase_contact(&self, actor: &Actor, id: ContactId) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                // A card that was deleted before is erased as well.
                contacts::delete(tx, &by, id).await?;
                let stored = contacts::find(tx, by.company, id).await?.ok_or(Problem::NotFound)?;
                let own = own_addresses(tx, &by, id).await?;
                let marks = services.marks(by.company, &stored.card, &own);
                erasures::insert(tx, company, &marks, by.now).await?;
                for address in &own {
                    service_windows::forget(tx, company, &address.key()).await?;
                }
                if !contacts::purge(tx, company, id).await? {
                    return Err(Problem::NotFound.into());
                }
                let change = Change::of_company(company, "contact.erased", id, json!({}));
                record_change(tx, &services, &acting, change).await?;
                Ok::<_, ServiceError>(own)
            })
        });
        for address in work.await? {
            self.drop_waiting(company, &address, SkipReason::Erased).await?;
        }
        Ok(())
    }
}

/// An address that others have, too, is not the person's alone.
async fn own_addresses(
    tx: &Tx,
    by: &contacts::Writing,
    id: ContactId,
) -> Result<Vec<ContactAddress>, ServiceError> {
    let held = contacts::addresses_of(tx, by.company, &[id]).await?.remove(&id).unwrap_or_default();
    let ids: Vec<_> = held.iter().map(|held| held.id).collect();
    let shared = contacts::shared_by(tx, by.company, &ids).await?;
    let own = held.into_iter().filter(|held| !shared.contains_key(&held.id));
    Ok(own.map(|held| held.address).collect())
}
