use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;

use super::codes::drop_codes_of;
use super::entity::{Column, Entity, Model};
use crate::columns::time;

/// The second factor of a person; off until it is confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    pub user: UserId,
    /// Sealed for the person.
    pub seed: Vec<u8>,
    pub begun_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// Recovery codes that are still to be shown.
    pub fresh: Option<FreshCodes>,
}

/// Recovery codes to be shown, sealed for the person, until a moment.
#[derive(Clone, PartialEq, Eq)]
pub struct FreshCodes {
    pub sealed: Vec<u8>,
    pub until: Timestamp,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").field("user", &self.user).finish_non_exhaustive()
    }
}

impl From<Model> for SecondFactor {
    fn from(row: Model) -> Self {
        let fresh = row.fresh_codes.zip(time(row.fresh_until));
        Self {
            user: UserId::from_i64(row.user_id),
            seed: row.seed,
            begun_at: Timestamp::from_micros(row.begun_at),
            confirmed_at: time(row.confirmed_at),
            fresh: fresh.map(|(sealed, until)| FreshCodes { sealed, until }),
        }
    }
}

pub async fn find(db: &impl ConnectionTrait, user: UserId) -> Result<Option<SecondFactor>, DbErr> {
    Ok(Entity::find_by_id(user.as_i64()).one(db).await?.map(SecondFactor::from))
}

/// Whether a person signs in with a code as well.
pub async fn is_on(db: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    let on = Column::UserId.eq(user.as_i64()).and(Column::ConfirmedAt.is_not_null());
    Ok(Entity::find().filter(on).count(db).await? > 0)
}

/// Keeps a seed that waits to be confirmed, in the place of an earlier one; `false` where one is confirmed.
pub async fn begin(
    db: &impl ConnectionTrait,
    user: UserId,
    seed: Vec<u8>,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let waiting = Column::UserId.eq(user.as_i64()).and(Column::ConfirmedAt.is_null());
    Entity::delete_many().filter(waiting).exec(db).await?;
    if is_on(db, user).await? {
        return Ok(false);
    }
    let row = Model {
        user_id: user.as_i64(),
        seed,
        last_step: 0,
        begun_at: now.micros(),
        confirmed_at: None,
        fresh_codes: None,
        fresh_until: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(true)
}

/// Switches a factor on by the code of a time step; `false` where it is on already. The recovery codes
/// are kept for a while so that they can be shown.
pub async fn confirm(
    db: &impl ConnectionTrait,
    user: UserId,
    step: i64,
    fresh: FreshCodes,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(now.micros()))
        .col_expr(Column::LastStep, Expr::value(step))
        .col_expr(Column::FreshCodes, Expr::value(fresh.sealed))
        .col_expr(Column::FreshUntil, Expr::value(fresh.until.micros()));
    let waiting = Column::UserId.eq(user.as_i64()).and(Column::ConfirmedAt.is_null());
    Ok(update.filter(waiting).exec(db).await?.rows_affected == 1)
}

/// Uses the code of a time step; `false` when it, or a later one, was used before.
pub async fn use_step(db: &impl ConnectionTrait, user: UserId, step: i64) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::LastStep, Expr::value(step));
    let newer = Column::UserId.eq(user.as_i64()).and(Column::LastStep.lt(step));
    Ok(update.filter(newer.and(Column::ConfirmedAt.is_not_null())).exec(db).await?.rows_affected == 1)
}

fn without_fresh() -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::FreshCodes, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::FreshUntil, Expr::value(None::<i64>))
}

/// Forgets the recovery codes that were to be shown; their hashes stay.
pub async fn forget_fresh(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    without_fresh().filter(Column::UserId.eq(user.as_i64())).exec(db).await.map(drop)
}

/// The same for everybody whose time to look is over.
pub async fn purge_fresh(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let late = without_fresh().filter(Column::FreshUntil.lt(now.micros()));
    Ok(late.exec(db).await?.rows_affected)
}

/// Takes a factor away, with its recovery codes; `false` where there is none that is on.
pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    let was_on = is_on(db, user).await?;
    drop_codes_of(db, user).await?;
    Entity::delete_by_id(user.as_i64()).exec(db).await?;
    Ok(was_on)
}
