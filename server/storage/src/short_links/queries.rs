use std::collections::BTreeMap;

use domain::id::{CampaignId, CompanyId, ContactId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};
use super::record::{Destination, OpenedCount, ShortLink};
use crate::ids::Ids;
use crate::ledger::sql::{Fields, insert_new, rows, run};
use crate::{StorageError, Tx};

/// Links of one statement; PostgreSQL takes 65 535 values, six each.
const CHUNK: usize = 1_000;
/// What stands for messages that belong to no campaign: a key takes no nothing.
const NO_CAMPAIGN: i64 = 0;

/// Keeps short addresses; one that is there already lives on.
pub async fn save(tx: &Tx, ids: &Ids, links: &[ShortLink], now: Timestamp) -> Result<(), StorageError> {
    let mut counters: BTreeMap<(CompanyId, i64, &str), i64> = BTreeMap::new();
    let mut rows = Vec::with_capacity(links.len());
    for link in links {
        let key = (link.company, campaign_of(link), link.counted_as());
        let counter_id = match counters.get(&key) {
            Some(known) => *known,
            None => counter(tx, ids, key, now).await?,
        };
        counters.insert(key, counter_id);
        let row = Model {
            code_hash: link.code_hash.clone(),
            company_id: link.company.as_i64(),
            counter_id,
            contact_id: link.contact.map(ContactId::as_i64),
            target: link.target.clone(),
            expires_at: link.expires_at.micros(),
        };
        rows.push(row.into_active_model());
    }
    for chunk in rows.chunks(CHUNK) {
        let mut again = OnConflict::column(Column::CodeHash);
        let again = again.update_columns([Column::ContactId, Column::ExpiresAt]).to_owned();
        Entity::insert_many(chunk.to_vec()).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn campaign_of(link: &ShortLink) -> i64 {
    link.campaign.map_or(NO_CAMPAIGN, CampaignId::as_i64)
}

/// The counter of an address, made when it is new.
async fn counter(
    tx: &Tx,
    ids: &Ids,
    (company, campaign, address): (CompanyId, i64, &str),
    now: Timestamp,
) -> Result<i64, StorageError> {
    let own = [company.as_i64().into(), campaign.into(), address.into()];
    let [of_company, of_campaign, of_address] = own.clone();
    let values =
        vec![ids.next_id().into(), of_company, of_campaign, of_address, now.micros().into(), 0_i64.into()];
    let into = "short_link_counters (id, company_id, campaign_id, address, made_at, opened)";
    insert_new(tx, into, values, "id").await?;
    let sql =
        "SELECT id FROM short_link_counters WHERE company_id = $1 AND campaign_id = $2 AND address = $3";
    let found = rows(tx, sql, own.to_vec()).await?;
    found.first().map_or(Err(StorageError::Conflict("a counter vanished")), |row| Fields::of(row).take())
}

/// Where a short address leads.
pub async fn find(db: &impl ConnectionTrait, code_hash: &[u8]) -> Result<Option<Destination>, StorageError> {
    let sql = "SELECT counter_id, target, expires_at FROM short_links WHERE code_hash = $1";
    let found = rows(db, sql, vec![code_hash.to_vec().into()]).await?;
    let read = |row| {
        let mut fields = Fields::of(row);
        Ok(Destination { counter: fields.take()?, target: fields.take()?, expires_at: fields.time()? })
    };
    found.first().map(read).transpose()
}

/// Counts that an address was opened.
pub async fn count_opened(tx: &Tx, counter: i64) -> Result<(), StorageError> {
    let sql = "UPDATE short_link_counters SET opened = opened + 1 WHERE id = $1";
    run(tx, sql, vec![counter.into()]).await.map(drop)
}

/// Forgets the addresses that were made for somebody.
pub(crate) async fn forget_contact(tx: &Tx, contact: ContactId) -> Result<(), StorageError> {
    let sql = "DELETE FROM short_links WHERE contact_id = $1";
    run(tx, sql, vec![contact.as_i64().into()]).await.map(drop)
}

/// Removes addresses that lead nowhere any more, at most so many. Returns how many went.
pub async fn purge(tx: &Tx, now: Timestamp, most: u32) -> Result<u64, StorageError> {
    let sql = "DELETE FROM short_links WHERE code_hash IN \
        (SELECT code_hash FROM short_links WHERE expires_at <= $1 LIMIT $2)";
    run(tx, sql, vec![now.micros().into(), i64::from(most).into()]).await
}

/// How often the addresses of a company were opened, the newest first; at most so many.
pub async fn list(
    db: &impl ConnectionTrait,
    company: CompanyId,
    most: u32,
) -> Result<Vec<OpenedCount>, StorageError> {
    let sql = "SELECT s.address, s.campaign_id, c.name, s.made_at, s.opened FROM short_link_counters s \
        LEFT JOIN campaigns c ON c.id = s.campaign_id AND c.company_id = s.company_id \
        WHERE s.company_id = $1 ORDER BY s.id DESC LIMIT $2";
    let found = rows(db, sql, vec![company.as_i64().into(), i64::from(most).into()]).await?;
    let read = |row| {
        let mut fields = Fields::of(row);
        let (address, campaign): (_, i64) = (fields.take()?, fields.take()?);
        Ok(OpenedCount {
            address,
            campaign: Some(campaign).filter(|id| *id != NO_CAMPAIGN).map(CampaignId::from_i64),
            campaign_name: fields.take()?,
            made_at: fields.time()?,
            opened: u32::try_from(fields.take::<i64>()?).unwrap_or(u32::MAX),
        })
    };
    found.iter().map(read).collect()
}
