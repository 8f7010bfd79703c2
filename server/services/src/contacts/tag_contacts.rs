use domain::contacts::{
    ContactChoice, ContactCursor, ContactSelection, ContactSort, TagContactsForm, TagName,
};
use domain::id::{CompanyId, ContactId, TagId};
use domain::rights::Right;
use serde_json::json;
use storage::{contacts, tags};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

/// Contacts of one write.
const PIECE: usize = 500;

impl Services {
    /// Puts a tag on contacts, making it when it is new, or takes it off. Answers how many changed.
    ///
    /// # Errors
    /// `Forbidden`; nobody chosen, or a wrong name.
    pub async fn tag_contacts(&self, actor: &Actor, form: &TagContactsForm) -> Result<u32, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let tagging = form.parse()?;
        let Some(tag) = self.tag_named(company, tagging.tag, tagging.remove).await? else { return Ok(0) };
        let work = Tagging { company, tag, remove: tagging.remove };
        let changed = match tagging.choice {
            ContactChoice::Picked(ids) => self.tag_piece(work, ids).await?,
            ContactChoice::All(selection) => self.tag_all(work, &selection).await?,
        };
        let action = if work.remove { "tag.taken_off" } else { "tag.put_on" };
        self.note_tagging(actor, company, action, tag, changed).await?;
        Ok(u32::try_from(changed).unwrap_or(u32::MAX))
    }

    /// The tag of a name; `None` when it is to be taken off and does not exist.
    async fn tag_named(
        &self,
        company: CompanyId,
        name: TagName,
        remove: bool,
    ) -> Result<Option<TagId>, ServiceError> {
        if remove {
            return Ok(tags::find_named(self.db().read(), company, &name).await?.map(|tag| tag.id));
        }
        let ids = self.ids().clone();
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { tags::ensure(tx, &ids, company, &[name]).await }));
        Ok(work.await?.first().copied())
    }

    /// Everybody a filter finds, piece by piece in the order of their making, which tagging does not
    /// change.
    async fn tag_all(&self, work: Tagging, selection: &ContactSelection) -> Result<u64, ServiceError> {
        let (mut cursor, mut changed) = (ContactCursor::First, 0);
        loop {
            let db = self.db().read();
            let page =
                contacts::list(db, work.company, selection, ContactSort::Newest, cursor, PIECE).await?;
            changed += self.tag_piece(work, page.ids).await?;
            match page.next {
                Some(next) => cursor = ContactCursor::After(next),
                None => return Ok(changed),
            }
        }
    }

    async fn tag_piece(&self, work: Tagging, ids: Vec<ContactId>) -> Result<u64, ServiceError> {
        let Tagging { company, tag, remove } = work;
        let write = self.db().write(move |tx| {
            Box::pin(async move {
                let mut own: Vec<_> = contacts::cards(tx, company, &ids)
                    .await?
                    .into_values()
                    .filter(|contact| contact.deleted_at.is_none())
                    .map(|contact| contact.id)
                    .collect();
                own.sort();
                if remove {
                    return tags::take_off(tx, company, tag, &own).await;
                }
                let pairs: Vec<_> = own.into_iter().map(|contact| (tag, contact)).collect();
                tags::put_on(tx, company, &pairs).await
            })
        });
        Ok(write.await?)
    }

    async fn note_tagging(
        &self,
        actor: &Actor,
        company: CompanyId,
        action: &'static str,
        tag: TagId,
        changed: u64,
    ) -> Result<(), ServiceError> {
        let (services, acting) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let change = Change::of_company(company, action, tag, json!({ "people": changed }));
                record_change(tx, &services, &acting, change).await
            })
        });
        work.await
    }
}

#[derive(Debug, Clone, Copy)]
struct Tagging {
    company: CompanyId,
    tag: TagId,
    remove: bool,
}
