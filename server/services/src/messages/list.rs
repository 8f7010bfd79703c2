use domain::messages::{MessageList, MessageQuery};
use domain::rights::Right;
use storage::ledger::{Cursor, MessageFilter};

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
            search: selection.search,
            ..MessageFilter::default()
        };
        let cursor = selection.before.map_or(Cursor::Newest, Cursor::OlderThan);
        let page = self.ledger().list_messages(company, &filter, cursor, PAGE).await?;
        let older = match page.next {
            Some(Cursor::OlderThan(message)) => Some(message),
            _ => None,
        };
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        Ok(MessageList { rows: page.rows.into_iter().map(|found| row(found, sees_bodies)).collect(), older })
    }
}
