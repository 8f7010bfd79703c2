use async_trait::async_trait;
use domain::campaigns::LeftOutRow;
use domain::exports::{ExportKind, ExportOrder};
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId, MessageId};
use domain::message::State;
use domain::messages::StateReason;
use domain::money::Money;
use domain::time::Timestamp;
use serde_json::json;
use storage::campaigns;
use storage::ledger::MessageFilter;

use super::file::ExportedFile;
use super::messages::{MessageRecord, Messages};
use super::source::{Layout, Source};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// People of one query.
const PIECE: u32 = 500;

/// Somebody whom a campaign named, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// None for an address of nobody, and without the right to see cards.
    pub name: Option<String>,
    /// E.164 or an e-mail address; empty for somebody left out for want of one.
    pub address: String,
    /// Where the person's newest message stands; none for somebody left out at the launch.
    pub state: Option<State>,
    pub reason: Option<StateReason>,
    pub changed: Option<Timestamp>,
    pub message: Option<MessageId>,
    /// None without a price, and without the right to see money.
    pub cost: Option<Money>,
}

impl From<MessageRecord> for PersonRecord {
    fn from(message: MessageRecord) -> Self {
        Self {
            name: message.name,
            address: message.recipient,
            state: Some(message.state),
            reason: message.reason,
            changed: Some(message.changed),
            message: Some(message.id),
            cost: message.cost,
        }
    }
}

impl From<LeftOutRow> for PersonRecord {
    fn from(row: LeftOutRow) -> Self {
        Self {
            name: row.name,
            address: row.address,
            state: None,
            reason: Some(StateReason::Skip(row.reason)),
            changed: None,
            message: None,
            cost: None,
        }
    }
}

impl Services {
    /// Everybody a campaign named as a file: those it went to, each by the newest message, then those whom
    /// the launch left out.
    ///
    /// # Errors
    /// `Forbidden` without the rights to see messages and to export; `NotFound`; `Busy` while too many lists
    /// are being written.
    pub async fn export_people(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        order: ExportOrder,
        layout: impl Layout<Row = PersonRecord>,
    ) -> Result<ExportedFile, ServiceError> {
        let company = self.check_export(actor, ExportKind::People)?;
        let known = campaigns::state_of(self.db().read(), company, campaign).await?;
        known.ok_or(Problem::NotFound)?;
        let filter =
            MessageFilter { campaign: Some(campaign), newest_of_each: true, ..MessageFilter::default() };
        let (services, acting) = (self.clone(), actor.clone());
        let sent = Messages::new(self, actor, company, filter);
        let people = People { services, actor: acting, company, campaign, sent, left_out: Some(0) };
        self.export(actor, ExportKind::People, json!({ "campaign": campaign }), order, people, layout).await
    }
}

/// The walk through them.
struct People {
    services: Services,
    actor: Actor,
    company: CompanyId,
    campaign: CampaignId,
    sent: Messages,
    /// The place of the next one left out; none at the end.
    left_out: Option<u32>,
}

#[async_trait]
impl Source for People {
    type Row = PersonRecord;

    async fn next(&mut self) -> Result<Option<Vec<PersonRecord>>, ServiceError> {
        if let Some(page) = self.sent.next().await? {
            return Ok(Some(page.into_iter().map(PersonRecord::from).collect()));
        }
        let Some(from) = self.left_out else { return Ok(None) };
        let db = self.services.db().read();
        let found = campaigns::left_out(db, self.company, self.campaign, None, from, PIECE).await?;
        self.left_out = found.last().filter(|_| found.len() == PIECE as usize).map(|(place, _)| place + 1);
        let people = found.into_iter().map(|(_, person)| person).collect();
        let rows = self.services.left_out_rows(&self.actor, self.company, people).await?;
        Ok(Some(rows.into_iter().map(PersonRecord::from).collect()))
    }
}
