use domain::id::{CampaignId, CompanyId};
use domain::limits::Asked;
use domain::message::Channel;
use domain::money::Money;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::queries::locked;
use super::usage::{Charge, Usage};
use super::used::used_so_far;
use crate::error::StorageError;
use crate::ledger::sql::{Fields, is_sqlite, rows, run};

/// Counts all messages of a campaign before the first is written, or none of them. They are written piece
/// by piece; each piece comes out of the reservation.
///
/// # Errors
/// [`StorageError::LimitReached`]; the transaction must then be given up.
pub async fn reserve<C: ConnectionTrait>(
    tx: &C,
    company: CompanyId,
    campaign: CampaignId,
    asked: Asked,
    now: Timestamp,
) -> Result<(), StorageError> {
    release(tx, company, campaign).await?;
    let today = now.to_istanbul().date();
    let companies = [company.as_i64()];
    if let Some(limits) = locked(tx, &companies).await?.get(&company) {
        let used = used_so_far(tx, &companies, today).await?.of(company, asked.channel, limits);
        limits.check(&asked, &used, today).map_err(StorageError::LimitReached)?;
    }
    let (day, messages) = (today.epoch_days(), i64::from(asked.messages));
    let charge = Charge { company, day, channel: asked.channel, messages, cost: asked.cost };
    insert(tx, campaign, &charge).await?;
    let mut usage = Usage::default();
    usage.take(&charge);
    usage.write(tx).await
}

/// Gives back what a campaign reserved and has not written: nothing more of it will be.
///
/// # Errors
/// The database.
pub async fn release<C: ConnectionTrait>(
    tx: &C,
    company: CompanyId,
    campaign: CampaignId,
) -> Result<(), StorageError> {
    let sql = format!(
        "DELETE FROM campaign_reservations WHERE campaign_id = $1 AND company_id = $2 RETURNING {CHARGE}"
    );
    let gone = rows(tx, &sql, vec![campaign.as_i64().into(), company.as_i64().into()]).await?;
    let mut usage = Usage::default();
    for row in &gone {
        usage.give_back(&charge(row)?);
    }
    usage.write(tx).await
}

/// Takes messages that are written out of their campaign's reservation; the part of it they took, or
/// `None` when nothing was reserved. An audience that grew meanwhile takes no more than there is.
pub(crate) async fn draw<C: ConnectionTrait>(
    tx: &C,
    company: CompanyId,
    campaign: CampaignId,
    (messages, cost): (i64, i64),
) -> Result<Option<Charge>, StorageError> {
    let lock = if is_sqlite(tx) { "" } else { " FOR UPDATE" };
    let sql = format!(
        "SELECT {CHARGE} FROM campaign_reservations WHERE campaign_id = $1 AND company_id = $2{lock}"
    );
    let key: [Value; 2] = [campaign.as_i64().into(), company.as_i64().into()];
    let found = rows(tx, &sql, key.to_vec()).await?;
    let Some(left) = found.first().map(charge).transpose()? else { return Ok(None) };
    let messages = messages.min(left.messages);
    let cost = left.cost.map(|left| Money::new(cost.min(left.ten_thousandths()), left.currency()));
    let values = key.into_iter().chain([messages.into(), cost.map(Money::ten_thousandths).into()]);
    run(tx, DRAW, values.collect()).await?;
    Ok(Some(Charge { messages, cost, ..left }))
}

const DRAW: &str = "UPDATE campaign_reservations SET messages = messages - $3, cost = cost - $4 \
    WHERE campaign_id = $1 AND company_id = $2";

const CHARGE: &str = "company_id, day, channel, messages, cost, cost_currency";

const INSERT: &str = "INSERT INTO campaign_reservations \
        (campaign_id, company_id, day, channel, messages, cost, cost_currency) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

async fn insert<C: ConnectionTrait>(
    tx: &C,
    campaign: CampaignId,
    charge: &Charge,
) -> Result<(), StorageError> {
    let values = vec![
        campaign.as_i64().into(),
        charge.company.as_i64().into(),
        charge.day.into(),
        charge.channel.code().into(),
        charge.messages.into(),
        charge.cost.map(Money::ten_thousandths).into(),
        charge.cost.map(|cost| cost.currency().code().to_owned()).into(),
    ];
    run(tx, INSERT, values).await.map(drop)
}

fn charge(row: &QueryResult) -> Result<Charge, StorageError> {
    let mut fields = Fields::of(row);
    Ok(Charge {
        company: fields.id(CompanyId::from_i64)?,
        day: fields.take()?,
        channel: fields.coded("campaign_reservations.channel", Channel::from_code)?,
        messages: fields.take()?,
        cost: fields.maybe_money()?,
    })
}
