use std::collections::HashMap;

use domain::id::{AccountId, CompanyId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};

/// Addresses of one query; SQLite takes 32 766 values in a statement.
const CHUNK: usize = 500;

/// A message of somebody to an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Heard {
    pub company: CompanyId,
    pub account: AccountId,
    /// E.164, or WhatsApp's id of a person who hides the number.
    pub address: String,
    pub at: Timestamp,
}

impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Heard({:?}, {:?})", self.account, self.at)
    }
}

/// Keeps the latest message of an address. One that is told again changes nothing, so that it does not
/// open what was closed since.
pub async fn hear(db: &impl ConnectionTrait, heard: Heard) -> Result<(), DbErr> {
    let newer = Expr::col(("service_windows", "heard_at")).lt(heard.at.micros());
    let conflict = OnConflict::columns([Column::CompanyId, Column::Address, Column::AccountId])
        .update_columns([Column::HeardAt, Column::IsOpen])
        .action_and_where(newer)
        .to_owned();
    let insert = Entity::insert(Model::from(heard).into_active_model()).on_conflict(conflict);
    insert.exec_without_returning(db).await.map(drop)
}

/// Notes that what an address wrote to an account up to a moment counts no more.
pub async fn close(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    address: &str,
    up_to: Timestamp,
) -> Result<(), DbErr> {
    let its = its(company, account).and(Column::Address.eq(address));
    let update = Entity::update_many().col_expr(Column::IsOpen, Expr::value(false));
    update.filter(its.and(Column::HeardAt.lte(up_to.micros()))).exec(db).await.map(drop)
}

/// When those of the addresses last wrote to an account that did so later than `since`, and whose message
/// still counts.
pub async fn heard_since(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    addresses: &[String],
    since: Timestamp,
) -> Result<HashMap<String, Timestamp>, DbErr> {
    let mut found = HashMap::new();
    for chunk in addresses.chunks(CHUNK) {
        let counts = Column::HeardAt.gt(since.micros()).and(Column::IsOpen.eq(true));
        let query =
            Entity::find().filter(its(company, account).and(Column::Address.is_in(chunk)).and(counts));
        let rows = query.all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.address, Timestamp::from_micros(row.heard_at))));
    }
    Ok(found)
}

/// Forgets that an address wrote to any account of the company.
pub async fn forget(db: &impl ConnectionTrait, company: CompanyId, address: &str) -> Result<(), DbErr> {
    let its = Column::CompanyId.eq(company.as_i64()).and(Column::Address.eq(address));
    Entity::delete_many().filter(its).exec(db).await.map(drop)
}

/// Forgets who wrote to the accounts of a company.
pub async fn forget_company(db: &impl ConnectionTrait, company: CompanyId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::CompanyId.eq(company.as_i64())).exec(db).await.map(drop)
}

/// Removes the messages up to `before`, of whichever company.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::HeardAt.lte(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}

fn its(company: CompanyId, account: AccountId) -> Expr {
    Column::CompanyId.eq(company.as_i64()).and(Column::AccountId.eq(account.as_i64()))
}

impl From<Heard> for Model {
    fn from(heard: Heard) -> Self {
        Self {
            company_id: heard.company.as_i64(),
            address: heard.address,
            account_id: heard.account.as_i64(),
            heard_at: heard.at.micros(),
            is_open: true,
        }
    }
}
