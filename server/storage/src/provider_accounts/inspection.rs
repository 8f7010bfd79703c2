use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::Inspection;
use domain::time::Timestamp;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use super::entity::{Column, Entity};
use super::queries::its;
use super::record::{from_json, to_json};
use crate::error::StorageError;
use crate::ids::first_id_at;
use crate::ledger::sql::{Fields, rows};

/// What was found when everything about an account was last looked at.
pub async fn last_inspection(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Option<Inspection>, DbErr> {
    let query = Entity::find().select_only().column(Column::LastInspection).filter(its(company, account));
    let found: Option<Option<String>> = query.into_tuple().one(db).await?;
    found.flatten().map(|json| from_json("provider_accounts.last_inspection", &json)).transpose()
}

/// Notes what was found when everything about an account was looked at.
pub async fn set_last_inspection(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    found: &Inspection,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastInspection, Expr::value(to_json(found)?));
    update.filter(its(company, account)).exec(db).await.map(drop)
}

/// What the provider took: on its way (7, 8), arrived (9, 10).
const REACHED: &str = "SELECT COUNT(DISTINCT b.recipient) FROM messages m \
    JOIN message_bodies b ON b.message_id = m.id \
    WHERE m.company_id = $1 AND m.account_id = $2 AND m.id >= $3 AND m.state IN (7, 8, 9, 10)";

/// How many people were written to through an account by messages that were made since an instant.
pub async fn people_reached(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    since: Timestamp,
) -> Result<u32, StorageError> {
    let asked = vec![company.as_i64().into(), account.as_i64().into(), first_id_at(since).into()];
    let found = rows(db, REACHED, asked).await?;
    let count: i64 = found.first().map(|row| Fields::of(row).take()).transpose()?.unwrap_or_default();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
