use domain::contacts::{AddressSource, ContactChange, ContactForm};
use domain::failure::Problem;
use domain::id::ContactId;
use domain::rights::Right;
use serde_json::json;
use storage::{contacts, erasures};

use super::writing::taken_at;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Saves a card; a new one with its addresses, also when other cards have them. The same form sent
    /// again under its key answers the same card.
    ///
    /// # Errors
    /// `Forbidden`; everything wrong in the form; `Taken` at `code` when another card has it; `NotFound`
    /// for a card that is not there or deleted.
    pub async fn save_contact(&self, actor: &Actor, form: &ContactForm) -> Result<ContactId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let ContactChange { contact, card, addresses } = form.parse()?;
        let marks = self.marks(company, &card, &addresses);
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let once = self.once(actor, &form.key, form)?;
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if let Some(same) = once.answered(tx).await?.and_then(|id| id.parse().ok()) {
                    return Ok(same);
                }
                // Whoever was erased comes back by their own act, which a member writes down.
                erasures::lift(tx, company, &marks).await?;
                let (id, action) = match contact {
                    None => (contacts::add(tx, &by, card, addresses).await?, "contact.added"),
                    Some(id) => {
                        if !contacts::change(tx, &by, id, card).await? {
                            return Err(Problem::NotFound.into());
                        }
                        (id, "contact.changed")
                    }
                };
                let change = Change::of_company(company, action, id, json!({}));
                record_change(tx, &services, &acting, change).await?;
                once.keep(tx, &id.to_string()).await?;
                Ok(id)
            })
        });
        work.await.map_err(|error: ServiceError| taken_at("code", error))
    }
}
