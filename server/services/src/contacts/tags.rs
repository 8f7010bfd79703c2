use domain::contacts::{TagName, TagRow};
use domain::failure::{Failure, Problem};
use domain::id::TagId;
use domain::rights::Right;
use serde_json::json;
use storage::tags;

use super::writing::taken_at;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The company's tags with the number of their people, by name.
    ///
    /// # Errors
    /// `Forbidden` without the right to see contacts, or storage.
    pub async fn list_tags(&self, actor: &Actor) -> Result<Vec<TagRow>, ServiceError> {
        let company = actor.require(Right::SeeContacts)?;
        let found = tags::list(self.db().read(), company).await?;
        Ok(found.into_iter().map(|tag| TagRow { id: tag.id, name: tag.name, people: tag.people }).collect())
    }

    /// Gives a tag another name.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; a wrong name, or `Taken` at `name`.
    pub async fn rename_tag(&self, actor: &Actor, tag: TagId, name: &str) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let name = TagName::parse(name).map_err(|problem| Failure::field("name", problem))?;
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !tags::rename(tx, company, tag, &name).await? {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "name": name.as_str() });
                record_change(
                    tx,
                    &services,
                    &acting,
                    Change::of_company(company, "tag.renamed", tag, details),
                )
                .await
            })
        });
        work.await.map_err(|error: ServiceError| taken_at("name", error))
    }

    /// Removes a tag; its people stay.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn delete_tag(&self, actor: &Actor, tag: TagId) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let found = tags::find(self.db().read(), company, tag).await?.ok_or(Problem::NotFound)?;
        while self.db().write(move |tx| Box::pin(tags::empty_a_piece(tx, company, tag))).await? {}
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !tags::delete(tx, company, tag).await? {
                    return Err(Problem::NotFound.into());
                }
                let details = json!({ "name": found.name, "people": found.people });
                record_change(
                    tx,
                    &services,
                    &acting,
                    Change::of_company(company, "tag.deleted", tag, details),
                )
                .await
            })
        });
        work.await
    }
}
