use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel};

use super::entity::{Column, Entity, Model};

/// A code that went to a person's phone.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneCode {
    pub user: UserId,
    /// The number it went to.
    pub phone: String,
    /// A keyed hash of person, number and code.
    pub code_hash: Vec<u8>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for PhoneCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneCode").field("user", &self.user).finish_non_exhaustive()
    }
}

impl From<Model> for PhoneCode {
    fn from(row: Model) -> Self {
        Self {
            user: UserId::from_i64(row.user_id),
            phone: row.phone,
            code_hash: row.code_hash,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

impl From<PhoneCode> for Model {
    fn from(code: PhoneCode) -> Self {
        Self {
            user_id: code.user.as_i64(),
            phone: code.phone,
            code_hash: code.code_hash,
            created_at: code.created_at.micros(),
            expires_at: code.expires_at.micros(),
        }
    }
}

/// Keeps the latest code of a person; an earlier one is worthless at once.
pub async fn ask(db: &impl ConnectionTrait, code: PhoneCode) -> Result<(), DbErr> {
    drop_of_user(db, code.user).await?;
    Entity::insert(Model::from(code).into_active_model()).exec_without_returning(db).await.map(drop)
}

fn waits(user: UserId, now: Timestamp) -> Condition {
    Condition::all().add(Column::UserId.eq(user.as_i64())).add(Column::ExpiresAt.gt(now.micros()))
}

/// The code that a person waits for.
pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
    now: Timestamp,
) -> Result<Option<PhoneCode>, DbErr> {
    Ok(Entity::find().filter(waits(user, now)).one(db).await?.map(PhoneCode::from))
}

/// Uses a code; `false` when it is another one, late, or was used a moment before.
pub async fn take(
    db: &impl ConnectionTrait,
    user: UserId,
    code_hash: &[u8],
    now: Timestamp,
) -> Result<bool, DbErr> {
    let its = waits(user, now).add(Column::CodeHash.eq(code_hash));
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected == 1)
}

pub async fn drop_of_user(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(user.as_i64()).exec(db).await.map(drop)
}

/// Removes codes that ended before `before`.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
