use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::Inspection;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, QuerySelect};

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

/// Notes what was found when everything about an account was looked at, unless its settings were changed
/// since.
pub async fn set_last_inspection(
    db: &impl ConnectionTrait,
    company: CompanyId,
    (account, version): (AccountId, i32),
    found: &Inspection,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastInspection, Expr::value(to_json(found)?));
    let looked_at = its(company, account).and(Column::Version.eq(version));
    update.filter(looked_at).exec(db).await.map(drop)
}

/// Ids of attempts carry the moment they left.
const WRITTEN_TO: &str = "SELECT COUNT(DISTINCT b.recipient) FROM message_attempts a \
    JOIN message_bodies b ON b.message_id = a.message_id WHERE a.account_id = $1 AND a.id >= $2";

/// How many people were written to through an account since an instant, with those of whom it is not known
/// or refused.
pub async fn people_written_to(
    db: &impl ConnectionTrait,
    account: AccountId,
    since: Timestamp,
) -> Result<u32, StorageError> {
    let found = rows(db, WRITTEN_TO, vec![account.as_i64().into(), first_id_at(since).into()]).await?;
    let count: i64 = found.first().map(|row| Fields::of(row).take()).transpose()?.unwrap_or_default();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
