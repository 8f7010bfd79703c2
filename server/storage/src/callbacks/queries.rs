use domain::id::{AccountId, CallbackId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};

/// A provider's call, untouched.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredCallback {
    pub id: CallbackId,
    pub account: AccountId,
    pub method: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How often it was applied without all of its messages being known.
    pub tries: i32,
    pub received_at: Timestamp,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i16)]
pub enum CallbackState {
    Waiting = 1,
    Applied = 2,
    /// The signature was false or the format wrong; kept for a person to look at.
    Refused = 3,
    /// Its messages never became known.
    GivenUp = 4,
}

impl std::fmt::Debug for StoredCallback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredCallback({}, {} bytes)", self.id, self.body.len())
    }
}

/// Keeps a call in its first state: waiting for the worker, or refused at the door.
pub async fn insert(
    db: &impl ConnectionTrait,
    callback: StoredCallback,
    state: CallbackState,
) -> Result<(), DbErr> {
    let row = to_row(callback, state)?.into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map(drop)
}

/// The calls that are due to be applied, oldest first.
pub async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<StoredCallback>, DbErr> {
    let due = Column::State.eq(CallbackState::Waiting as i16).and(Column::NextAt.lte(now.micros()));
    let rows = Entity::find().filter(due).order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// The calls of an account that wait, due or not, after one of them, oldest first.
pub async fn waiting_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<CallbackId>,
    limit: u64,
) -> Result<Vec<StoredCallback>, DbErr> {
    let own = Column::AccountId.eq(account.as_i64()).and(Column::Id.gt(after.map_or(0, CallbackId::as_i64)));
    let waiting = own.and(Column::State.eq(CallbackState::Waiting as i16));
    let rows = Entity::find().filter(waiting).order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// Takes a due call until a moment, after which it is due again; `false` when another process has it.
pub async fn claim(
    db: &impl ConnectionTrait,
    callback: CallbackId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, DbErr> {
    let due = waiting(callback).and(Column::NextAt.lte(now.micros()));
    let update = Entity::update_many().col_expr(Column::NextAt, Expr::value(until.micros()));
    Ok(update.filter(due).exec(db).await?.rows_affected == 1)
}

/// Settles a call; `false` when another process did.
pub async fn settle(
    db: &impl ConnectionTrait,
    callback: CallbackId,
    state: CallbackState,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state as i16))
        .col_expr(Column::NextAt, Expr::value(Option::<i64>::None));
    Ok(update.filter(waiting(callback)).exec(db).await?.rows_affected == 1)
}

/// Puts a call off, whose messages are not known yet.
pub async fn put_off(db: &impl ConnectionTrait, callback: CallbackId, until: Timestamp) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .col_expr(Column::NextAt, Expr::value(until.micros()));
    update.filter(waiting(callback)).exec(db).await.map(drop)
}

/// Removes calls that came before a moment and wait for nothing.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Column::ReceivedAt.lt(before.micros()).and(Column::State.ne(CallbackState::Waiting as i16));
    Ok(Entity::delete_many().filter(old).exec(db).await?.rows_affected)
}

fn waiting(callback: CallbackId) -> Expr {
    Column::Id.eq(callback.as_i64()).and(Column::State.eq(CallbackState::Waiting as i16))
}

fn from_row(row: Model) -> StoredCallback {
    StoredCallback {
        id: CallbackId::from_i64(row.id),
        account: AccountId::from_i64(row.account_id),
        method: row.method,
        query: row.query,
        // A row that was damaged keeps no other up: without headers it is refused.
        headers: serde_json::from_str(&row.headers).unwrap_or_default(),
        body: row.body,
        tries: row.tries,
        received_at: Timestamp::from_micros(row.received_at),
    }
}

fn to_row(callback: StoredCallback, state: CallbackState) -> Result<Model, DbErr> {
    let received_at = callback.received_at.micros();
    Ok(Model {
        id: callback.id.as_i64(),
        account_id: callback.account.as_i64(),
        method: callback.method,
        query: callback.query,
        headers: serde_json::to_string(&callback.headers).map_err(|error| DbErr::Json(error.to_string()))?,
        body: callback.body,
        state: state as i16,
        tries: callback.tries,
        received_at,
        next_at: (state == CallbackState::Waiting).then_some(received_at),
    })
}
