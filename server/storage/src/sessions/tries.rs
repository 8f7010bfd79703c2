use domain::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::try_entity::{ActiveModel, Column, Entity};

/// What a counter of failed tries counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TryScope {
    /// One account from one address.
    Pair,
    /// One network address at any account.
    Address,
    /// One account from anywhere.
    Account,
    /// Requests for a password reset of one account.
    Reset,
    /// One network address at refusal links that are none.
    WrongLink,
    /// Refusals by one link that were taken back.
    Undo,
    /// Mails to other addresses that one account asked for.
    EmailChange,
    /// Codes to the phone of one account.
    PhoneCode,
}

impl TryScope {
    const fn code(self) -> i16 {
        match self {
            Self::Account => 1,
            Self::Address => 2,
            Self::Pair => 3,
            Self::Reset => 4,
            Self::WrongLink => 5,
            Self::Undo => 6,
            Self::EmailChange => 7,
            Self::PhoneCode => 8,
        }
    }
}

/// A counter of failed tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryCount {
    pub failures: i32,
    pub failed_at: Timestamp,
    pub blocked_until: Timestamp,
}

/// A counter, locked until the transaction ends, so that tries at the same moment are counted one
/// after the other. Lock several in the order of [`TryScope`].
pub async fn lock_tries(
    db: &impl ConnectionTrait,
    scope: TryScope,
    subject: &[u8],
) -> Result<TryCount, DbErr> {
    let blank = row(scope, subject, TryCount::NONE);
    let keep = OnConflict::columns([Column::Scope, Column::Subject]).do_nothing().to_owned();
    Entity::insert(blank).on_conflict(keep).exec_without_returning(db).await?;
    let query = Entity::find_by_id((scope.code(), subject.to_vec())).lock_exclusive();
    let row = query.one(db).await?.ok_or_else(|| DbErr::RecordNotFound("sign_in_tries".to_owned()))?;
    Ok(TryCount {
        failures: row.failures,
        failed_at: Timestamp::from_micros(row.failed_at),
        blocked_until: Timestamp::from_micros(row.blocked_until),
    })
}

fn row(scope: TryScope, subject: &[u8], count: TryCount) -> ActiveModel {
    ActiveModel {
        scope: Set(scope.code()),
        subject: Set(subject.to_vec()),
        failures: Set(count.failures),
        failed_at: Set(count.failed_at.micros()),
        blocked_until: Set(count.blocked_until.micros()),
    }
}

/// Stores a counter.
pub async fn count_failure(
    db: &impl ConnectionTrait,
    scope: TryScope,
    subject: &[u8],
    count: TryCount,
) -> Result<(), DbErr> {
    let changed = [Column::Failures, Column::FailedAt, Column::BlockedUntil];
    let replace = OnConflict::columns([Column::Scope, Column::Subject]).update_columns(changed).to_owned();
    let row = row(scope, subject, count);
    Entity::insert(row).on_conflict(replace).exec_without_returning(db).await.map(drop)
}

impl TryCount {
    /// Nothing was tried yet.
    pub const NONE: Self = Self { failures: 0, failed_at: Timestamp::EPOCH, blocked_until: Timestamp::EPOCH };
}

pub async fn clear_tries(db: &impl ConnectionTrait, scope: TryScope, subject: &[u8]) -> Result<(), DbErr> {
    Entity::delete_by_id((scope.code(), subject.to_vec())).exec(db).await.map(drop)
}

/// Removes counters without a failure since `before`.
pub async fn purge_tries(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::FailedAt.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
