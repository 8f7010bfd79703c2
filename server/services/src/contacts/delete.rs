use domain::contacts::AddressSource;
use domain::failure::Problem;
use domain::id::ContactId;
use domain::rights::Right;
use serde_json::json;
use storage::contacts;

use super::writing::taken_at;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Deletes a card; it can be taken back.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`, also for one that is deleted already.
    pub async fn delete_contact(&self, actor: &Actor, id: ContactId) -> Result<(), ServiceError> {
        self.turn_contact(actor, id, true).await
    }

    /// Takes a deleted card back.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`, also for one that is not deleted; `Taken` at `code` when another card has
    /// its code by now.
    pub async fn restore_contact(&self, actor: &Actor, id: ContactId) -> Result<(), ServiceError> {
        self.turn_contact(actor, id, false).await
    }

    async fn turn_contact(&self, actor: &Actor, id: ContactId, delete: bool) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let (turned, action) = if delete {
                    (contacts::delete(tx, &by, id).await?, "contact.deleted")
                } else {
                    (contacts::restore(tx, &by, id).await?, "contact.restored")
                };
                if !turned {
                    return Err(Problem::NotFound.into());
                }
                let change = Change::of_company(company, action, id, json!({}));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await.map_err(|error: ServiceError| taken_at("code", error))
    }
}
