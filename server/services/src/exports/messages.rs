use std::collections::HashMap;

use async_trait::async_trait;
use domain::exports::{ExportKind, ExportOrder};
use domain::id::{CompanyId, ContactId, MessageId};
use domain::message::{Channel, Class, Purpose, State};
use domain::messages::{MessageQuery, StateReason};
use domain::money::Money;
use domain::rights::Right;
use domain::time::Timestamp;
use serde_json::json;
use storage::ids::made_at;
use storage::ledger::{Cursor, Flags, MessageFilter, MessageView};

use super::file::ExportedFile;
use super::source::{Layout, Source};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::messages::{Texts, filter_of, state_reason};
use crate::names::Names;
use crate::services::Services;

/// Messages of one query.
const PIECE: u32 = 500;

/// A message as a file lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    pub id: MessageId,
    pub made: Timestamp,
    pub channel: Channel,
    /// E.164 or an e-mail address.
    pub recipient: String,
    /// None without the right to see cards.
    pub name: Option<String>,
    pub state: State,
    pub reason: Option<StateReason>,
    pub changed: Timestamp,
    /// It arrived after a failure had been shown.
    pub late: bool,
    pub due: Timestamp,
    pub purpose: Purpose,
    pub class: Class,
    pub campaign: Option<String>,
    pub account: Option<String>,
    pub sender: Option<String>,
    pub author: Option<String>,
    pub approver: Option<String>,
    pub attempts: i16,
    pub resend_of: Option<MessageId>,
    /// Subject and text; none without the right to see bodies.
    pub said: Option<(String, String)>,
    /// None without a price, and without the right to see money.
    pub cost: Option<Money>,
}

impl Services {
    /// The messages a list shows, on all its pages, as a file: newest first.
    ///
    /// # Errors
    /// `Forbidden` without the rights to see messages and to export; `Busy` while too many lists are being
    /// written.
    pub async fn export_messages(
        &self,
        actor: &Actor,
        query: &MessageQuery,
        order: ExportOrder,
        layout: impl Layout<Row = MessageRecord>,
    ) -> Result<ExportedFile, ServiceError> {
        let company = self.check_export(actor, ExportKind::Messages)?;
        let query = MessageQuery { before: String::new(), ..query.clone() };
        let rows = Messages::new(self, actor, company, filter_of(query.select()));
        self.export(actor, ExportKind::Messages, json!(query), order, rows, layout).await
    }
}

/// The walk through them.
pub(super) struct Messages {
    services: Services,
    actor: Actor,
    company: CompanyId,
    filter: MessageFilter,
    at: Option<Cursor>,
    names: Names,
    texts: Texts,
}

impl Messages {
    pub fn new(services: &Services, actor: &Actor, company: CompanyId, filter: MessageFilter) -> Self {
        Self {
            services: services.clone(),
            actor: actor.clone(),
            company,
            filter,
            at: Some(Cursor::Newest),
            names: Names::default(),
            texts: Texts::default(),
        }
    }

    async fn record(
        &mut self,
        view: MessageView,
        cards: &HashMap<ContactId, String>,
    ) -> Result<MessageRecord, ServiceError> {
        let (rights, services) = (self.actor.rights(), &self.services);
        let said = match rights.has(Right::SeeBodies) {
            true => Some(self.texts.of(services, &view.body).await?),
            false => None,
        };
        let row = view.row;
        Ok(MessageRecord {
            id: row.id,
            made: made_at(row.id.as_i64()),
            channel: row.channel,
            recipient: row.recipient,
            name: row.contact.and_then(|id| cards.get(&id).cloned()),
            state: row.state,
            reason: row.reason.map(state_reason),
            changed: row.changed_at,
            late: row.flags.has(Flags::LATE),
            due: row.due_at,
            purpose: row.purpose,
            class: row.class,
            campaign: self.names.campaign(services, &self.actor, self.company, row.campaign).await?,
            account: self.names.account(services, self.company, row.account).await?,
            sender: view.body.sender,
            author: self.names.user(services, view.created_by).await?,
            approver: self.names.user(services, view.approved_by).await?,
            attempts: view.attempts,
            resend_of: view.resend_of,
            said: said.map(|said| (said.subject, said.text)),
            cost: view.cost.filter(|_| rights.has(Right::SeeFinancial)),
        })
    }
}

#[async_trait]
impl Source for Messages {
    type Row = MessageRecord;

    async fn next(&mut self) -> Result<Option<Vec<MessageRecord>>, ServiceError> {
        let Some(at) = self.at else { return Ok(None) };
        let ledger = self.services.ledger();
        let page = ledger.list_messages(self.company, &self.filter, at, PIECE).await?;
        self.at = page.next;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        let mut views = ledger.messages(self.company, &ids).await?;
        let holders = page.rows.iter().filter_map(|row| row.contact).collect();
        let cards = self.services.card_names(&self.actor, self.company, holders).await?;
        let mut records = Vec::with_capacity(ids.len());
        for view in ids.iter().filter_map(|id| views.remove(id)) {
            records.push(self.record(view, &cards).await?);
        }
        Ok(Some(records))
    }
}
