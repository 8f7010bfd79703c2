use domain::id::{CompanyId, ContactId};
use domain::messages::{MessageList, MessageQuery, MessageRow};
use domain::rights::Right;
use storage::contacts;
use storage::ledger::{Cursor, MessageFilter, MessageRow as LedgerRow};

use super::overview::start_of;
use super::words::row;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Messages of one page.
const PAGE: u32 = 50;

impl Services {
    /// A page of the company's messages, newest first.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages, or storage.
    pub async fn list_messages(
        &self,
        actor: &Actor,
        query: &MessageQuery,
    ) -> Result<MessageList, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let selection = query.select();
        let filter = MessageFilter {
            states: selection.states,
            channel: selection.channel,
            campaign: selection.campaign,
            contact: selection.contact,
            from: selection.from.map(start_of),
            search: selection.search,
            ..MessageFilter::default()
        };
        let cursor = selection.before.map_or(Cursor::Newest, Cursor::OlderThan);
        let page = self.ledger().list_messages(company, &filter, cursor, PAGE).await?;
        let older = match page.next {
            Some(Cursor::OlderThan(message)) => Some(message),
            _ => None,
        };
        let rows = self.named_rows(actor, company, page.rows).await?;
        let now = self.now();
        Ok(MessageList { moving: rows.iter().any(|row| row.is_moving(now)), rows, older })
    }

    /// Rows as pages show them, with the names on their cards.
    pub(super) async fn named_rows(
        &self,
        actor: &Actor,
        company: CompanyId,
        found: Vec<LedgerRow>,
    ) -> Result<Vec<MessageRow>, ServiceError> {
        let sees_cards = actor.rights().has(Right::SeeContacts);
        let mut holders: Vec<_> = found.iter().filter_map(|row| row.contact).filter(|_| sees_cards).collect();
        holders.sort_unstable();
        holders.dedup();
        let cards = contacts::cards(self.db().read(), company, &holders).await?;
        let name =
            |id: ContactId| cards.get(&id).map(|stored| stored.card.name()).filter(|name| !name.is_empty());
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        let named =
            |found: LedgerRow| MessageRow { name: found.contact.and_then(name), ..row(found, sees_bodies) };
        Ok(found.into_iter().map(named).collect())
    }
}
