use std::collections::HashMap;

use domain::id::{CompanyId, ContactId};
use domain::messages::{MessageList, MessageQuery, MessageRow, MessageSelection};
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
        let cursor = selection.before.map_or(Cursor::Newest, Cursor::OlderThan);
        let filter = filter_of(selection);
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
    pub(crate) async fn named_rows(
        &self,
        actor: &Actor,
        company: CompanyId,
        found: Vec<LedgerRow>,
    ) -> Result<Vec<MessageRow>, ServiceError> {
        let holders = found.iter().filter_map(|row| row.contact).collect();
        let names = self.card_names(actor, company, holders).await?;
        let name = |id: ContactId| names.get(&id).cloned();
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        let named =
            |found: LedgerRow| MessageRow { name: found.contact.and_then(name), ..row(found, sees_bodies) };
        Ok(found.into_iter().map(named).collect())
    }

    /// What cards are called; none of nameless ones, and nothing for somebody who may not see cards.
    pub(crate) async fn card_names(
        &self,
        actor: &Actor,
        company: CompanyId,
        mut cards: Vec<ContactId>,
    ) -> Result<HashMap<ContactId, String>, ServiceError> {
        if !actor.rights().has(Right::SeeContacts) {
            return Ok(HashMap::new());
        }
        cards.sort_unstable();
        cards.dedup();
        let found = contacts::cards(self.db().read(), company, &cards).await?;
        let names = found.into_iter().map(|(id, stored)| (id, stored.card.name()));
        Ok(names.filter(|(_, name)| !name.is_empty()).collect())
    }
}

/// The messages a list means, on all its pages.
pub(crate) fn filter_of(selection: MessageSelection) -> MessageFilter {
    MessageFilter {
        states: selection.states,
        channel: selection.channel,
        campaign: selection.campaign,
        contact: selection.contact,
        from: selection.from.map(start_of),
        search: selection.search,
        ..MessageFilter::default()
    }
}
