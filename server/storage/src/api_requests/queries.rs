use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

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

/// Keeps a request; `false` when another one was made under the same key.
pub async fn is_same(db: &impl ConnectionTrait, request: ApiRequest) -> Result<bool, DbErr> {
    let (id, hash) = ((request.company.as_i64(), request.key.clone()), request.body_hash.clone());
    let row = Model {
        company_id: request.company.as_i64(),
        key: request.key,
        body_hash: request.body_hash,
        created_at: request.at.micros(),
    };
    let keep = OnConflict::columns([Column::CompanyId, Column::Key]).do_nothing().to_owned();
    Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(db).await?;
    Ok(Entity::find_by_id(id).one(db).await?.is_some_and(|kept| kept.body_hash == hash))
}
