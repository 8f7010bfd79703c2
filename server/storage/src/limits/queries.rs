use std::collections::HashMap;

use domain::id::CompanyId;
use domain::limits::{ChannelLimits, CompanyLimits};
use domain::money::{Currency, Money};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{FromQueryResult, IntoActiveModel, Iterable, QueryResult};

use super::entity::{Column, Entity, Model};
use crate::error::StorageError;
use crate::ledger::sql::{is_sqlite, json, rows};

/// The limits of a company; none of a company that never set any.
pub async fn find(db: &impl ConnectionTrait, company: CompanyId) -> Result<CompanyLimits, DbErr> {
    let found = Entity::find_by_id(company.as_i64()).one(db).await?;
    Ok(found.as_ref().map(limits).unwrap_or_default())
}

/// Sets all limits of a company.
pub async fn save(
    db: &impl ConnectionTrait,
    company: CompanyId,
    limits: &CompanyLimits,
    now: Timestamp,
) -> Result<(), DbErr> {
    let others = Column::iter().filter(|column| !matches!(column, Column::CompanyId));
    let replaces = OnConflict::column(Column::CompanyId).update_columns(others).to_owned();
    let row = row(company, limits, now).into_active_model();
    Entity::insert(row).on_conflict(replaces).exec_without_returning(db).await.map(drop)
}

const LOCKED: &str = "SELECT l.* FROM {list} CROSS JOIN company_limits l \
    WHERE l.company_id = CAST(value AS BIGINT) ORDER BY l.company_id";

/// The limits of those of the companies that have any, in an order of locking that is always the same. On
/// PostgreSQL nobody else plans under them until this transaction ends; SQLite has one writer anyway.
pub(super) async fn locked<C: ConnectionTrait>(
    tx: &C,
    companies: &[i64],
) -> Result<HashMap<CompanyId, CompanyLimits>, StorageError> {
    let lock = if is_sqlite(tx) { "" } else { " FOR UPDATE OF l" };
    let found = rows(tx, &format!("{LOCKED}{lock}"), vec![json(companies)?]).await?;
    found.iter().map(of_row).collect()
}

fn of_row(row: &QueryResult) -> Result<(CompanyId, CompanyLimits), StorageError> {
    let row = Model::from_query_result(row, "")?;
    Ok((CompanyId::from_i64(row.company_id), limits(&row)))
}

fn limits(row: &Model) -> CompanyLimits {
    let number = |stored: Option<i32>| stored.and_then(|stored| u32::try_from(stored).ok());
    let channel = |day, month| ChannelLimits { day: number(day), month: number(month) };
    let currency = row.money_currency.as_deref().and_then(Currency::parse).unwrap_or_default();
    CompanyLimits {
        sms: channel(row.sms_day, row.sms_month),
        whatsapp: channel(row.whatsapp_day, row.whatsapp_month),
        email: channel(row.email_day, row.email_month),
        recipients: number(row.recipients),
        money_day: row.money_day.map(|amount| Money::new(amount, currency)),
        share: row.share.and_then(|share| u8::try_from(share).ok()),
    }
}

fn row(company: CompanyId, limits: &CompanyLimits, now: Timestamp) -> Model {
    let number = |limit: Option<u32>| limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
    Model {
        company_id: company.as_i64(),
        sms_day: number(limits.sms.day),
        sms_month: number(limits.sms.month),
        whatsapp_day: number(limits.whatsapp.day),
        whatsapp_month: number(limits.whatsapp.month),
        email_day: number(limits.email.day),
        email_month: number(limits.email.month),
        recipients: number(limits.recipients),
        money_day: limits.money_day.map(Money::ten_thousandths),
        money_currency: limits.money_day.map(|money| money.currency().code().to_owned()),
        share: limits.share.map(i16::from),
        updated_at: now.micros(),
    }
}
