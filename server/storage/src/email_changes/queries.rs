use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel};

use super::entity::{Column, Entity, Model};

/// Another address that a person asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailChange {
    pub user: UserId,
    pub email: String,
    /// SHA-256 of the token in the mail.
    pub token_hash: Vec<u8>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for EmailChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmailChange").field("user", &self.user).finish_non_exhaustive()
    }
}

impl From<Model> for EmailChange {
    fn from(row: Model) -> Self {
        Self {
            user: UserId::from_i64(row.user_id),
            email: row.email,
            token_hash: row.token_hash,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

impl From<EmailChange> for Model {
    fn from(change: EmailChange) -> Self {
        Self {
            user_id: change.user.as_i64(),
            email: change.email,
            token_hash: change.token_hash,
            created_at: change.created_at.micros(),
            expires_at: change.expires_at.micros(),
        }
    }
}

/// Keeps the latest wish of a person; the link of an earlier one is worthless at once.
pub async fn ask(db: &impl ConnectionTrait, change: EmailChange) -> Result<(), DbErr> {
    drop_of_user(db, change.user).await?;
    Entity::insert(Model::from(change).into_active_model()).exec_without_returning(db).await.map(drop)
}

fn is_open(now: Timestamp) -> Condition {
    Condition::all().add(Column::ExpiresAt.gt(now.micros()))
}

pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
    now: Timestamp,
) -> Result<Option<EmailChange>, DbErr> {
    let its = is_open(now).add(Column::UserId.eq(user.as_i64()));
    Ok(Entity::find().filter(its).one(db).await?.map(EmailChange::from))
}

pub async fn find_by_token(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<EmailChange>, DbErr> {
    let its = is_open(now).add(Column::TokenHash.eq(token_hash));
    Ok(Entity::find().filter(its).one(db).await?.map(EmailChange::from))
}

/// Uses a link; `false` when it was used a moment before, or is late.
pub async fn take(db: &impl ConnectionTrait, token_hash: &[u8], now: Timestamp) -> Result<bool, DbErr> {
    let its = is_open(now).add(Column::TokenHash.eq(token_hash));
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected == 1)
}

pub async fn drop_of_user(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(user.as_i64()).exec(db).await.map(drop)
}

/// Removes wishes that ended before `before`.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
