use domain::id::{AccountId, CompanyId};
use domain::money::{Currency, Money};
use domain::provider_accounts::{PriceUnit, Prices};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};
use crate::columns::coded;
use crate::ids::Ids;

/// What an account of the company charges.
pub async fn of_account(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Prices, DbErr> {
    let rows = Entity::find().filter(its(company, account)).all(db).await?;
    rows.into_iter().map(price).collect()
}

/// Sets what an account charges; units that are not named have no price any more.
pub async fn replace(
    db: &impl ConnectionTrait,
    ids: &Ids,
    (company, account): (CompanyId, AccountId),
    prices: &Prices,
    now: Timestamp,
) -> Result<(), DbErr> {
    Entity::delete_many().filter(its(company, account)).exec(db).await?;
    for (unit, price) in prices {
        let row = Model {
            id: ids.next_id(),
            company_id: company.as_i64(),
            account_id: account.as_i64(),
            unit: unit.code(),
            amount: price.ten_thousandths(),
            currency: price.currency().code().to_owned(),
            updated_at: now.micros(),
        };
        Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    }
    Ok(())
}

fn price(row: Model) -> Result<(PriceUnit, Money), DbErr> {
    let unit = coded("account_prices.unit", PriceUnit::from_code(row.unit))?;
    let currency = coded("account_prices.currency", Currency::parse(&row.currency))?;
    Ok((unit, Money::new(row.amount, currency)))
}

fn its(company: CompanyId, account: AccountId) -> Expr {
    Column::AccountId.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}
