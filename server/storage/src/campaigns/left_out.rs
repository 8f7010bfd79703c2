//! Whom a launch left out, one by one.

use domain::id::{CampaignId, CompanyId, ContactId};
use domain::message::SkipReason;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::ledger::sql::{Fields, json, rows, run};
use crate::{StorageError, Tx};

/// Somebody who was left out.
#[derive(Clone, PartialEq, Eq)]
pub struct LeftOutPerson {
    pub reason: SkipReason,
    pub contact: Option<ContactId>,
    /// E.164 or an e-mail address; empty where there is none.
    pub address: String,
}

impl std::fmt::Debug for LeftOutPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LeftOutPerson({})", self.reason)
    }
}

/// `$1` has one row for each person; a walk that is repeated writes over what it wrote before.
const PUT: &str = "INSERT INTO campaign_left_out \
        (campaign_id, place, company_id, reason, contact_id, address) \
    SELECT $2, CAST(value ->> 0 AS INTEGER), $3, CAST(value ->> 1 AS SMALLINT), \
        CAST(value ->> 2 AS BIGINT), value ->> 3 FROM {rows} WHERE true \
    ON CONFLICT (campaign_id, place) DO UPDATE SET reason = excluded.reason, \
        contact_id = excluded.contact_id, address = excluded.address";

/// Notes the people of a piece of the walk; the first of them has the place `first`.
pub async fn put_left_out(
    tx: &Tx,
    company: CompanyId,
    campaign: CampaignId,
    first: u32,
    people: &[LeftOutPerson],
) -> Result<(), StorageError> {
    let places = i64::from(first)..;
    let lines: Vec<_> = places
        .zip(people)
        .map(|(place, who)| (place, who.reason.code(), who.contact.map(|id| id.as_i64()), &who.address))
        .collect();
    let values = vec![json(&lines)?, campaign.as_i64().into(), company.as_i64().into()];
    run(tx, PUT, values).await.map(drop)
}

/// Forgets what an earlier walk noted beyond the end of this one.
pub(super) async fn cut_left_out(
    db: &impl ConnectionTrait,
    campaign: CampaignId,
    count: u32,
) -> Result<(), StorageError> {
    let sql = "DELETE FROM campaign_left_out WHERE campaign_id = $1 AND place >= $2";
    run(db, sql, vec![campaign.as_i64().into(), i64::from(count).into()]).await.map(drop)
}

const PAGE: &str = "SELECT l.place, l.reason, l.contact_id, l.address FROM campaign_left_out l \
    WHERE l.campaign_id = $1 AND l.company_id = $2 AND l.place >= $3 ORDER BY l.place LIMIT $4";
const PAGE_OF_REASON: &str = "SELECT l.place, l.reason, l.contact_id, l.address FROM campaign_left_out l \
    WHERE l.campaign_id = $1 AND l.company_id = $2 AND l.place >= $3 AND l.reason = $5 \
    ORDER BY l.place LIMIT $4";

/// The people from a place on, with their places; only those of one reason where it is named.
pub async fn left_out(
    db: &impl ConnectionTrait,
    company: CompanyId,
    campaign: CampaignId,
    reason: Option<SkipReason>,
    from: u32,
    limit: u32,
) -> Result<Vec<(u32, LeftOutPerson)>, StorageError> {
    let mut values = vec![
        campaign.as_i64().into(),
        company.as_i64().into(),
        i64::from(from).into(),
        i64::from(limit).into(),
    ];
    values.extend(reason.map(|reason| reason.code().into()));
    let sql = if reason.is_some() { PAGE_OF_REASON } else { PAGE };
    rows(db, sql, values).await?.iter().map(person).collect()
}

fn person(row: &QueryResult) -> Result<(u32, LeftOutPerson), StorageError> {
    let mut fields = Fields::of(row);
    let place: i32 = fields.take()?;
    let person = LeftOutPerson {
        reason: fields.coded("campaign_left_out.reason", SkipReason::from_code)?,
        contact: fields.maybe_id(ContactId::from_i64)?,
        address: fields.take()?,
    };
    Ok((place.unsigned_abs(), person))
}

/// Keeps that somebody was left out and forgets who it was: the card is gone for good.
pub async fn forget_left_out(tx: &Tx, contact: ContactId) -> Result<(), StorageError> {
    let sql = "UPDATE campaign_left_out SET contact_id = NULL, address = '' WHERE contact_id = $1";
    run(tx, sql, vec![contact.as_i64().into()]).await.map(drop)
}
