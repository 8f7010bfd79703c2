use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;

use super::code_entity::{Column, Entity, Model};

/// Keeps the hashes of a person's recovery codes, in the place of earlier ones.
pub async fn keep_codes(db: &impl ConnectionTrait, user: UserId, hashes: Vec<Vec<u8>>) -> Result<(), DbErr> {
    drop_codes_of(db, user).await?;
    let row = |code_hash| Model { code_hash, user_id: user.as_i64(), used_at: None }.into_active_model();
    Entity::insert_many(hashes.into_iter().map(row)).exec_without_returning(db).await.map(drop)
}

pub(super) async fn drop_codes_of(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Uses a recovery code; `false` when it is none of the person's, or was used before.
pub async fn use_code(
    db: &impl ConnectionTrait,
    user: UserId,
    hash: &[u8],
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::UsedAt, Expr::value(now.micros()));
    let unused =
        Column::CodeHash.eq(hash).and(Column::UserId.eq(user.as_i64())).and(Column::UsedAt.is_null());
    Ok(update.filter(unused).exec(db).await?.rows_affected == 1)
}

/// How many recovery codes of a person are unused.
pub async fn codes_left(db: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    let unused = Column::UserId.eq(user.as_i64()).and(Column::UsedAt.is_null());
    Entity::find().filter(unused).count(db).await
}
