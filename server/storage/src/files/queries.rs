use domain::id::{CompanyId, FileId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QuerySelect};

use super::entity::{Column, Entity, Model};
use crate::columns::{micros, time};

/// Files of one purge.
const PIECE: u64 = 500;

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    pub id: FileId,
    pub company: CompanyId,
    /// Plain bytes.
    pub size: u64,
    pub created_at: Timestamp,
    /// When it is deleted.
    pub expires_at: Option<Timestamp>,
}

impl From<FileRecord> for Model {
    fn from(file: FileRecord) -> Self {
        Self {
            id: file.id.as_i64(),
            company_id: file.company.as_i64(),
            size: i64::try_from(file.size).unwrap_or(i64::MAX),
            created_at: file.created_at.micros(),
            expires_at: micros(file.expires_at),
        }
    }
}

impl From<Model> for FileRecord {
    fn from(row: Model) -> Self {
        Self {
            id: FileId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            size: row.size.unsigned_abs(),
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: time(row.expires_at),
        }
    }
}

pub async fn insert(db: &impl ConnectionTrait, file: FileRecord) -> Result<(), DbErr> {
    Entity::insert(Model::from(file).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// Bytes that a company's files take.
pub async fn used(db: &impl ConnectionTrait, company: CompanyId) -> Result<u64, DbErr> {
    let own = Entity::find().filter(Column::CompanyId.eq(company.as_i64()));
    let sizes: Vec<i64> = own.select_only().column(Column::Size).into_tuple().all(db).await?;
    Ok(sizes.into_iter().map(i64::unsigned_abs).sum())
}

pub async fn exists(db: &impl ConnectionTrait, id: FileId) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id.as_i64()).one(db).await?.is_some())
}

/// The files of every company whose time is over.
pub async fn expired(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<FileRecord>, DbErr> {
    let old = Entity::find().filter(Column::ExpiresAt.lte(now.micros())).limit(PIECE);
    Ok(old.all(db).await?.into_iter().map(FileRecord::from).collect())
}

pub async fn set_expiry(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: FileId,
    at: Timestamp,
) -> Result<(), DbErr> {
    let change = Entity::update_many()
        .filter(Column::Id.eq(id.as_i64()).and(Column::CompanyId.eq(company.as_i64())))
        .col_expr(Column::ExpiresAt, Expr::value(at.micros()));
    change.exec(db).await.map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, company: CompanyId, ids: &[FileId]) -> Result<u64, DbErr> {
    let ids = ids.iter().map(|id| id.as_i64());
    let its = Column::Id.is_in(ids).and(Column::CompanyId.eq(company.as_i64()));
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected)
}
