use domain::contacts::{AddAddressForm, AddressSource, AddressState};
use domain::failure::Problem;
use domain::id::{AddressId, ContactId};
use domain::message::SkipReason;
use domain::rights::Right;
use serde_json::json;
use storage::contacts::{self, Unlinked};
use storage::erasures;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Puts an address on a card, whoever else has it.
    ///
    /// # Errors
    /// `Forbidden`; an address that cannot be read; `NotFound`.
    pub async fn add_address(&self, actor: &Actor, form: &AddAddressForm) -> Result<AddressId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let (contact, address, role) = form.parse()?;
        let mark = self.mark_of(company, &address);
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                erasures::lift(tx, company, &[mark]).await?;
                let id = contacts::link(tx, &by, contact, &address, role).await?;
                let id = id.ok_or(ServiceError::from(Problem::NotFound))?;
                let details = json!({ "address": id.to_string() });
                let change = Change::of_company(company, "contact.address_added", contact, details);
                record_change(tx, &services, &acting, change).await?;
                Ok(id)
            })
        });
        work.await
    }

    /// Takes an address off a card. What is known about it stays: refusals, and that it is not theirs.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` when the card has no such address.
    pub async fn remove_address(
        &self,
        actor: &Actor,
        contact: ContactId,
        address: AddressId,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let found = contacts::find(tx, company, contact).await?;
                if found.is_none() || contacts::unlink(tx, &by, contact, address).await? == Unlinked::Nothing
                {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "address": address.to_string() });
                let change = Change::of_company(company, "contact.address_removed", contact, details);
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await
    }

    /// Notes what is known about an address: not theirs, verified, closed. It holds for every card that
    /// shares it, and ends what waits for an address that cannot be used.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn set_address_state(
        &self,
        actor: &Actor,
        address: AddressId,
        state: AddressState,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let (services, acting) = (self.clone(), actor.clone());
        let by = self.contact_writing(company, AddressSource::Form);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !contacts::set_state(tx, &by, address, state).await? {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "state": state.word() });
                let change = Change::of_company(company, "address.state_set", address, details);
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await?;
        let found = contacts::address_of(self.db().read(), company, address).await?;
        if let Some((address, _)) = found.filter(|(_, state)| !state.is_usable()) {
            self.drop_waiting(company, &address, SkipReason::Unreachable).await?;
        }
        Ok(())
    }
}
