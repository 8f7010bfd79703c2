use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;

use super::step_entity::{Column, Entity, Model};

/// A sign-in whose password was right and whose code is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInStep {
    /// SHA-256 of the cookie that the browser holds until then.
    pub cookie_hash: Vec<u8>,
    pub user: UserId,
    /// The path of this site to go on to; empty for none.
    pub next: String,
    pub expires_at: Timestamp,
}

impl From<Model> for SignInStep {
    fn from(row: Model) -> Self {
        Self {
            cookie_hash: row.cookie_hash,
            user: UserId::from_i64(row.user_id),
            next: row.next,
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

pub async fn ask_step(db: &impl ConnectionTrait, step: SignInStep) -> Result<(), DbErr> {
    let row = Model {
        cookie_hash: step.cookie_hash,
        user_id: step.user.as_i64(),
        next: step.next,
        expires_at: step.expires_at.micros(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(drop)
}

pub async fn find_step(
    db: &impl ConnectionTrait,
    cookie_hash: &[u8],
    now: Timestamp,
) -> Result<Option<SignInStep>, DbErr> {
    let waiting = Column::CookieHash.eq(cookie_hash).and(Column::ExpiresAt.gt(now.micros()));
    Ok(Entity::find().filter(waiting).one(db).await?.map(SignInStep::from))
}

/// Ends a step that was made; `false` when another request did.
pub async fn take_step(db: &impl ConnectionTrait, cookie_hash: &[u8]) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(cookie_hash.to_vec()).exec(db).await?.rows_affected == 1)
}

/// Ends every sign-in of a person that is half way: the password is another one now.
pub async fn drop_steps_of(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Removes steps that ended before `before`.
pub async fn purge_steps(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
