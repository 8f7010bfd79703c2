use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel};

use super::PasswordReset;
use super::entity::{Column, Entity, Model};

pub async fn insert(db: &impl ConnectionTrait, reset: PasswordReset) -> Result<(), DbErr> {
    Entity::insert(Model::from(reset).into_active_model()).exec_without_returning(db).await.map(drop)
}

fn is_open(now: Timestamp) -> Condition {
    Condition::all().add(Column::UsedAt.is_null()).add(Column::ExpiresAt.gt(now.micros()))
}

/// Swaps the token of the mail for a cookie, the latest one alone being good; `false` when the
/// permission is used, late or unknown.
pub async fn mark_opened(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
    cookie_hash: &[u8],
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::CookieHash, Expr::value(cookie_hash.to_vec()))
        .col_expr(Column::OpenedAt, Expr::value(now.micros()))
        .col_expr(Column::ExpiresAt, Expr::value(until.micros()));
    let its = is_open(now).add(Column::TokenHash.eq(token_hash));
    Ok(update.filter(its).exec(db).await?.rows_affected == 1)
}

pub async fn find_by_cookie(
    db: &impl ConnectionTrait,
    cookie_hash: &[u8],
    now: Timestamp,
) -> Result<Option<PasswordReset>, DbErr> {
    let its = is_open(now).add(Column::CookieHash.eq(cookie_hash));
    Ok(Entity::find().filter(its).one(db).await?.map(PasswordReset::from))
}

/// Uses a permission; `false` when it was used a moment before.
pub async fn mark_used(db: &impl ConnectionTrait, reset: i64, now: Timestamp) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::UsedAt, Expr::value(now.micros()));
    let its = is_open(now).add(Column::Id.eq(reset));
    Ok(update.filter(its).exec(db).await?.rows_affected == 1)
}

/// Removes every other permission of a person whose password was just set.
pub async fn drop_of_user(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Removes permissions that ended before `before`.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
