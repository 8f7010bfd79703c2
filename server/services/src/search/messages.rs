use std::cmp::Reverse;

use domain::contacts::ContactRow;
use domain::id::CompanyId;
use domain::messages::MessageRow;
use domain::search::{Hits, SearchText};
use storage::ledger::{Cursor, MessageFilter, MessageRow as LedgerRow};

use super::find::SHOWN;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// One more than is shown.
const LIMIT: u32 = 9;

impl Services {
    /// The newest messages that a text means: the one with this id; those to the recipients it names; and
    /// those to the people it found, when it found all of them.
    pub(super) async fn messages_meant(
        &self,
        actor: &Actor,
        company: CompanyId,
        text: &SearchText,
        people: &Hits<ContactRow>,
    ) -> Result<Hits<MessageRow>, ServiceError> {
        let mut found = Vec::new();
        if let Some(id) = text.message() {
            found.extend(self.ledger().message(company, id).await?.map(|message| message.row));
        }
        if let Some(recipients) = text.recipients() {
            found.extend(self.ledger().messages_to(company, &recipients, LIMIT).await?);
        }
        if !people.more {
            found.extend(self.messages_of_people(company, &people.rows).await?);
        }
        found.sort_by_key(|row| Reverse(row.id));
        found.dedup_by_key(|row| row.id);
        let hits = Hits::first(SHOWN, found);
        Ok(Hits { rows: self.named_rows(actor, company, hits.rows).await?, more: hits.more })
    }

    async fn messages_of_people(
        &self,
        company: CompanyId,
        people: &[ContactRow],
    ) -> Result<Vec<LedgerRow>, ServiceError> {
        let mut found = Vec::new();
        for person in people {
            let theirs = MessageFilter { contact: Some(person.id), ..MessageFilter::default() };
            found.extend(self.ledger().list_messages(company, &theirs, Cursor::Newest, LIMIT).await?.rows);
        }
        Ok(found)
    }
}
