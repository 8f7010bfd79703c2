use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::AccountBalance;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::record::BalanceReading;

pub async fn insert(db: &impl ConnectionTrait, reading: BalanceReading) -> Result<(), DbErr> {
    let row = Model::try_from(reading)?.into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map(drop)
}

/// The readings of an account of the company since then, and the last one before, oldest first; those
/// made in this mode.
pub async fn since(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    mode: CompanyMode,
    since: Timestamp,
) -> Result<Vec<AccountBalance>, DbErr> {
    let its = Column::AccountId.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    let its = its.and(Column::Mode.eq(mode.code()));
    let earlier = its.clone().and(Column::ReadAt.lt(since.micros()));
    let last_before = Entity::find().filter(earlier).order_by_desc(Column::ReadAt).one(db).await?;
    let later = its.and(Column::ReadAt.gte(since.micros()));
    let rows = Entity::find().filter(later).order_by_asc(Column::ReadAt).order_by_asc(Column::Id);
    let rows = last_before.into_iter().chain(rows.all(db).await?);
    rows.map(|row| BalanceReading::try_from(row).map(|reading| reading.balance)).collect()
}

/// The accounts, of whichever company, that have readings from before.
pub async fn with_any_before(db: &impl ConnectionTrait, before: Timestamp) -> Result<Vec<AccountId>, DbErr> {
    let query = Entity::find().select_only().column(Column::AccountId).distinct();
    let ids: Vec<i64> = query.filter(Column::ReadAt.lt(before.micros())).into_tuple().all(db).await?;
    Ok(ids.into_iter().map(AccountId::from_i64).collect())
}

/// The readings of an account, of whichever company, from before, oldest first.
pub async fn before(
    db: &impl ConnectionTrait,
    account: AccountId,
    before: Timestamp,
) -> Result<Vec<BalanceReading>, DbErr> {
    let its = Column::AccountId.eq(account.as_i64()).and(Column::ReadAt.lt(before.micros()));
    let rows = Entity::find().filter(its).order_by_asc(Column::ReadAt).order_by_asc(Column::Id);
    rows.all(db).await?.into_iter().map(BalanceReading::try_from).collect()
}

/// Forgets readings.
pub async fn delete(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(db).await.map(drop)
}

/// Forgets all readings from before.
pub async fn expire(db: &impl ConnectionTrait, before: Timestamp) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ReadAt.lt(before.micros())).exec(db).await.map(drop)
}
