use domain::id::AccountId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};
use crate::columns::time;

/// How the calls of an account's provider went so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallbackTally {
    /// Calls that were taken, and the last one.
    pub taken: u64,
    pub taken_at: Option<Timestamp>,
    /// Calls that were turned away: a false signature, or no format of the provider.
    pub refused: u64,
    pub refused_at: Option<Timestamp>,
    pub told: Option<Told>,
}

/// The provider was told where to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub at: Timestamp,
    /// The account's version then.
    pub version: i32,
    /// What the address began with; its secret is not kept here.
    pub base: String,
    /// Why the provider did not take it.
    pub refusal: Option<String>,
}

/// Counts a call that was taken.
pub async fn count_taken(db: &impl ConnectionTrait, account: AccountId, now: Timestamp) -> Result<(), DbErr> {
    let row = Model { taken: 1, taken_at: Some(now.micros()), ..blank(account) };
    let conflict = OnConflict::column(Column::AccountId)
        .value(Column::Taken, Expr::col(("callback_tallies", "taken")).add(1))
        .update_column(Column::TakenAt)
        .to_owned();
    upsert(db, row, conflict).await
}

/// Counts a call that was turned away.
pub async fn count_refused(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = Model { refused: 1, refused_at: Some(now.micros()), ..blank(account) };
    let conflict = OnConflict::column(Column::AccountId)
        .value(Column::Refused, Expr::col(("callback_tallies", "refused")).add(1))
        .update_column(Column::RefusedAt)
        .to_owned();
    upsert(db, row, conflict).await
}

/// Notes what came of telling the provider our address.
pub async fn note_told(db: &impl ConnectionTrait, account: AccountId, told: Told) -> Result<(), DbErr> {
    let row = Model {
        told_at: Some(told.at.micros()),
        told_version: Some(told.version),
        told_base: Some(told.base),
        told_refusal: told.refusal,
        ..blank(account)
    };
    let noted = [Column::ToldAt, Column::ToldVersion, Column::ToldBase, Column::ToldRefusal];
    upsert(db, row, OnConflict::column(Column::AccountId).update_columns(noted).to_owned()).await
}

/// The tally of an account; all zero when nothing was heard.
pub async fn tally(db: &impl ConnectionTrait, account: AccountId) -> Result<CallbackTally, DbErr> {
    let row = Entity::find_by_id(account.as_i64()).one(db).await?;
    Ok(row.map(from_row).unwrap_or_default())
}

async fn upsert(db: &impl ConnectionTrait, row: Model, conflict: OnConflict) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model()).on_conflict(conflict).exec_without_returning(db).await.map(drop)
}

const fn blank(account: AccountId) -> Model {
    Model {
        account_id: account.as_i64(),
        taken: 0,
        taken_at: None,
        refused: 0,
        refused_at: None,
        told_at: None,
        told_version: None,
        told_base: None,
        told_refusal: None,
    }
}

fn from_row(row: Model) -> CallbackTally {
    let told = match (time(row.told_at), row.told_version, row.told_base) {
        (Some(at), Some(version), Some(base)) => Some(Told { at, version, base, refusal: row.told_refusal }),
        _ => None,
    };
    CallbackTally {
        taken: row.taken.unsigned_abs(),
        taken_at: time(row.taken_at),
        refused: row.refused.unsigned_abs(),
        refused_at: time(row.refused_at),
        told,
    }
}
