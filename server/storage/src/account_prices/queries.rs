use domain::id::{AccountId, CompanyId};
use domain::money::{Currency, Money};
use domain::provider_accounts::{PriceEntry, PriceUnit};
use domain::time::{Date, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};
use crate::columns::coded;
use crate::ids::Ids;

/// All prices an account of the company ever had or will have.
pub async fn of_account(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Vec<PriceEntry>, DbErr> {
    let rows = Entity::find().filter(its(company, account)).all(db).await?;
    rows.into_iter().map(entry).collect()
}

/// Sets what an account charges for a unit from a day on; what was set for that day before is gone.
pub async fn set(
    db: &impl ConnectionTrait,
    ids: &Ids,
    (company, account): (CompanyId, AccountId),
    entry: &PriceEntry,
    now: Timestamp,
) -> Result<(), DbErr> {
    remove(db, company, account, (entry.unit, entry.from)).await?;
    let row = Model {
        id: ids.next_id(),
        company_id: company.as_i64(),
        account_id: account.as_i64(),
        unit: entry.unit.code(),
        valid_from: entry.from.epoch_days(),
        amount: entry.price.map(Money::ten_thousandths),
        currency: entry.price.map(|price| price.currency().code().to_owned()),
        updated_at: now.micros(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(drop)
}

/// Takes out what was set for a unit from a day on. `false` when nothing was.
pub async fn remove(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    (unit, from): (PriceUnit, Date),
) -> Result<bool, DbErr> {
    let of_day = Column::Unit.eq(unit.code()).and(Column::ValidFrom.eq(from.epoch_days()));
    let gone = Entity::delete_many().filter(its(company, account).and(of_day)).exec(db).await?;
    Ok(gone.rows_affected > 0)
}

fn entry(row: Model) -> Result<PriceEntry, DbErr> {
    let price = row.amount.zip(row.currency).map(|(amount, code)| {
        let currency = coded("account_prices.currency", Currency::parse(&code))?;
        Ok::<_, DbErr>(Money::new(amount, currency))
    });
    Ok(PriceEntry {
        unit: coded("account_prices.unit", PriceUnit::from_code(row.unit))?,
        from: Date::from_epoch_days(row.valid_from),
        price: price.transpose()?,
    })
}

fn its(company: CompanyId, account: AccountId) -> Expr {
    Column::AccountId.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}
