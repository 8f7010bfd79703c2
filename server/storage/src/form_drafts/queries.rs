use domain::id::{DraftId, UserId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QuerySelect};

use super::entity::{Column, Entity, Model};

/// A form as it came, without its secrets, and what was wrong with it; both as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    pub id: DraftId,
    /// SHA-256 of the token in the URL.
    pub token_hash: Vec<u8>,
    /// Who typed it; `None` for a stranger.
    pub user: Option<UserId>,
    pub path: String,
    pub fields: String,
    pub failure: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl From<StoredDraft> for Model {
    fn from(draft: StoredDraft) -> Self {
        Self {
            id: draft.id.as_i64(),
            token_hash: draft.token_hash,
            user_id: draft.user.map(UserId::as_i64),
            path: draft.path,
            fields: draft.fields,
            failure: draft.failure,
            created_at: draft.created_at.micros(),
            expires_at: draft.expires_at.micros(),
        }
    }
}

impl From<Model> for StoredDraft {
    fn from(row: Model) -> Self {
        Self {
            id: DraftId::from_i64(row.id),
            token_hash: row.token_hash,
            user: row.user_id.map(UserId::from_i64),
            path: row.path,
            fields: row.fields,
            failure: row.failure,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

pub async fn insert(db: &impl ConnectionTrait, draft: StoredDraft) -> Result<(), DbErr> {
    Entity::insert(Model::from(draft).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// The draft of a token while it lives. It stays until it expires, so that a reload shows it again.
pub async fn find(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<StoredDraft>, DbErr> {
    let its = Column::TokenHash.eq(token_hash).and(Column::ExpiresAt.gt(now.micros()));
    Ok(Entity::find().filter(its).one(db).await?.map(StoredDraft::from))
}

/// Characters of all drafts that live.
pub async fn length(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let sum = Expr::cust("CAST(COALESCE(SUM(LENGTH(fields)), 0) AS BIGINT)");
    let query = Entity::find().select_only().expr(sum).filter(Column::ExpiresAt.gt(now.micros()));
    let length: Option<i64> = query.into_tuple().one(db).await?;
    Ok(length.unwrap_or_default().unsigned_abs())
}

pub async fn purge(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lte(now.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
