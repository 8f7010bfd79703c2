use std::collections::HashMap;

use async_trait::async_trait;
use domain::contacts::{
    AddressState, ContactAddress, ContactCard, ContactCursor, ContactQuery, ContactSelection, ContactSort,
};
use domain::exports::{ExportKind, ExportOrder};
use domain::id::{CompanyId, ContactId};
use domain::message::{Channel, Class};
use domain::time::Timestamp;
use serde_json::json;
use storage::contacts::{self, HeldAddress};
use storage::tags;

use super::file::ExportedFile;
use super::source::{Layout, Source};
use crate::actor::Actor;
use crate::contacts::refused_by;
use crate::error::ServiceError;
use crate::services::Services;

/// Cards of one query.
const PIECE: usize = 500;

/// A card as a file lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRecord {
    pub card: ContactCard,
    pub addresses: Vec<(ContactAddress, AddressState)>,
    pub tags: Vec<String>,
    /// Channels on which one of its addresses refused commercial messages.
    pub refused: Vec<Channel>,
    /// Channels on which one of them refused notices as well.
    pub notices_refused: Vec<Channel>,
    pub created: Timestamp,
    pub updated: Timestamp,
}

impl Services {
    /// The contacts a list shows, on all its pages, as a file in the order of the list.
    ///
    /// # Errors
    /// `Forbidden` without the rights to see contacts and to export; `Busy` while too many lists are being
    /// written.
    pub async fn export_contacts(
        &self,
        actor: &Actor,
        query: &ContactQuery,
        order: ExportOrder,
        layout: impl Layout<Row = ContactRecord>,
    ) -> Result<ExportedFile, ServiceError> {
        let company = self.check_export(actor, ExportKind::Contacts)?;
        let query = query.first_page();
        let rows = Contacts {
            services: self.clone(),
            company,
            selection: query.select(),
            sort: query.order(),
            at: Some(ContactCursor::First),
        };
        self.export(actor, ExportKind::Contacts, json!(query), order, rows, layout).await
    }
}

/// The walk through them.
struct Contacts {
    services: Services,
    company: CompanyId,
    selection: ContactSelection,
    sort: ContactSort,
    at: Option<ContactCursor>,
}

impl Contacts {
    async fn records(&self, ids: &[ContactId]) -> Result<Vec<ContactRecord>, ServiceError> {
        let (db, company) = (self.services.db().read(), self.company);
        let mut cards = contacts::cards(db, company, ids).await?;
        let mut held = contacts::addresses_of(db, company, ids).await?;
        let mut tags = tags::of_contacts(db, company, ids).await?;
        let refused = self.refused(Class::Commercial, &held).await?;
        let notices = self.refused(Class::Informational, &held).await?;
        let records = ids.iter().filter_map(|id| cards.remove(id)).map(|stored| {
            let addresses = held.remove(&stored.id).unwrap_or_default();
            let tags = tags.remove(&stored.id).unwrap_or_default();
            ContactRecord {
                card: stored.card,
                refused: channels(&refused, &addresses),
                notices_refused: channels(&notices, &addresses),
                addresses: addresses.into_iter().map(|held| (held.address, held.state)).collect(),
                tags: tags.into_iter().map(|tag| tag.name).collect(),
                created: stored.created_at,
                updated: stored.updated_at,
            }
        });
        Ok(records.collect())
    }

    async fn refused(
        &self,
        class: Class,
        held: &HashMap<ContactId, Vec<HeldAddress>>,
    ) -> Result<HashMap<String, Vec<Channel>>, ServiceError> {
        self.services.refused_channels(self.company, class, held.values().flatten()).await
    }
}

fn channels(refused: &HashMap<String, Vec<Channel>>, addresses: &[HeldAddress]) -> Vec<Channel> {
    let mut channels: Vec<_> = addresses.iter().flat_map(|held| refused_by(refused, held)).copied().collect();
    channels.sort();
    channels.dedup();
    channels
}

#[async_trait]
impl Source for Contacts {
    type Row = ContactRecord;

    async fn next(&mut self) -> Result<Option<Vec<ContactRecord>>, ServiceError> {
        let Some(at) = self.at else { return Ok(None) };
        let db = self.services.db().read();
        let page = contacts::list(db, self.company, &self.selection, self.sort, at, PIECE).await?;
        self.at = page.next.map(ContactCursor::After);
        Ok(Some(self.records(&page.ids).await?))
    }
}
