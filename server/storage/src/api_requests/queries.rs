use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};

/// A request under a key that its caller chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiRequest {
    pub company: CompanyId,
    pub key: String,
    /// A keyed hash of what was asked for.
    pub body_hash: Vec<u8>,
    pub at: Timestamp,
}

/// What is known of a request when it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It is the first under its key, and is kept from now on.
    New,
    /// The same came before; what it was answered, where that was kept.
    Again(Option<String>),
    /// Another one came under the same key.
    Other,
}

/// Keeps a request. In the transaction that carries it out it is carried out once: two at the same
/// moment wait for each other.
pub async fn begin(db: &impl ConnectionTrait, request: ApiRequest) -> Result<Known, DbErr> {
    let (id, hash) = ((request.company.as_i64(), request.key.clone()), request.body_hash.clone());
    let row = Model {
        company_id: request.company.as_i64(),
        key: request.key,
        body_hash: request.body_hash,
        created_at: request.at.micros(),
        answer: None,
    };
    let keep = OnConflict::columns([Column::CompanyId, Column::Key]).do_nothing().to_owned();
    if Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(db).await? == 1 {
        return Ok(Known::New);
    }
    Ok(match Entity::find_by_id(id).one(db).await? {
        Some(kept) if kept.body_hash == hash => Known::Again(kept.answer),
        _ => Known::Other,
    })
}

/// Keeps what a request was answered.
pub async fn keep_answer(db: &impl ConnectionTrait, request: &ApiRequest, answer: &str) -> Result<(), DbErr> {
    let its = Column::CompanyId.eq(request.company.as_i64()).and(Column::Key.eq(request.key.as_str()));
    let same = its.and(Column::BodyHash.eq(request.body_hash.clone()));
    let change = Entity::update_many().filter(same).col_expr(Column::Answer, Expr::value(answer));
    change.exec(db).await.map(drop)
}

/// Deletes the requests from before a time whose keys begin so; how many there were.
pub async fn purge(db: &impl ConnectionTrait, keys: &str, before: Timestamp) -> Result<u64, DbErr> {
    let old = Column::CreatedAt.lt(before.micros()).and(Column::Key.starts_with(keys));
    Ok(Entity::delete_many().filter(old).exec(db).await?.rows_affected)
}
