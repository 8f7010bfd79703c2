use std::collections::HashSet;

use domain::id::{AccountId, CompanyId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::record::CreditThreshold;
use crate::columns::micros;

/// What is watched of an account of the company.
pub async fn of_account(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Vec<CreditThreshold>, DbErr> {
    let rows = Entity::find().filter(its(company, account)).order_by_asc(Column::Unit).all(db).await?;
    rows.into_iter().map(CreditThreshold::try_from).collect()
}

/// Accounts of the company, removed ones too, of whose credit too little is left.
pub async fn low_accounts(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<HashSet<AccountId>, DbErr> {
    let low = Column::CompanyId.eq(company.as_i64()).and(Column::LowSince.is_not_null());
    let query = Entity::find().select_only().column(Column::AccountId).filter(low);
    let ids: Vec<i64> = query.into_tuple().all(db).await?;
    Ok(ids.into_iter().map(AccountId::from_i64).collect())
}

/// Watches these of an account and nothing else.
pub async fn replace(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    thresholds: &[CreditThreshold],
    now: Timestamp,
) -> Result<(), DbErr> {
    Entity::delete_many().filter(its(company, account)).exec(db).await?;
    for threshold in thresholds {
        let row = Model {
            id: threshold.id,
            company_id: company.as_i64(),
            account_id: account.as_i64(),
            unit: threshold.least.unit().to_string(),
            least: threshold.least.amount(),
            low_since: micros(threshold.low_since),
            updated_at: now.micros(),
        };
        Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Notes that too little is left. `false` when that was noted before, or it is not watched any more.
pub async fn note_fall(db: &impl ConnectionTrait, threshold: i64, now: Timestamp) -> Result<bool, DbErr> {
    let first = Column::Id.eq(threshold).and(Column::LowSince.is_null());
    let update = Entity::update_many().col_expr(Column::LowSince, Expr::value(now.micros()));
    Ok(update.filter(first).exec(db).await?.rows_affected == 1)
}

/// Notes that enough is left again.
pub async fn note_rise(db: &impl ConnectionTrait, threshold: i64) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LowSince, Expr::value(None::<i64>));
    update.filter(Column::Id.eq(threshold)).exec(db).await.map(drop)
}

fn its(company: CompanyId, account: AccountId) -> Expr {
    Column::AccountId.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}
