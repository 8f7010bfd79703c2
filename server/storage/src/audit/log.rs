use std::collections::BTreeSet;

use domain::id::{AuditId, CompanyId};
use domain::time::Timestamp;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::head_entity;

/// One row of the audit log. How the hashes are made is `services`' to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub id: AuditId,
    /// `None` for changes of the platform itself.
    pub company: Option<CompanyId>,
    pub sequence: i64,
    pub at: Timestamp,
    /// The user's id, or 0 for the program itself.
    pub actor: i64,
    pub via: i16,
    /// A stable word such as `member.rights_changed`.
    pub action: String,
    /// The prefixed id of what was changed.
    pub target: String,
    pub details_hash: Vec<u8>,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
    /// Beside the chain, erasable: what changed, the address, and the salt of `details_hash`.
    pub details: Option<String>,
    pub address: Option<String>,
    pub salt: Option<Vec<u8>>,
}

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    pub sequence: i64,
    pub hash: Vec<u8>,
}

const fn owner(company: Option<CompanyId>) -> i64 {
    match company {
        Some(company) => company.as_i64(),
        None => 0,
    }
}

impl From<AuditRow> for Model {
    fn from(row: AuditRow) -> Self {
        Self {
            id: row.id.as_i64(),
            company_id: owner(row.company),
            sequence: row.sequence,
            at: row.at.micros(),
            actor_id: row.actor,
            via: row.via,
            action: row.action,
            target: row.target,
            details_hash: row.details_hash,
            previous_hash: row.previous_hash,
            hash: row.hash,
            details: row.details,
            address: row.address,
            salt: row.salt,
        }
    }
}

impl From<Model> for AuditRow {
    fn from(row: Model) -> Self {
        Self {
            id: AuditId::from_i64(row.id),
            company: Some(row.company_id).filter(|company| *company != 0).map(CompanyId::from_i64),
            sequence: row.sequence,
            at: Timestamp::from_micros(row.at),
            actor: row.actor_id,
            via: row.via,
            action: row.action,
            target: row.target,
            details_hash: row.details_hash,
            previous_hash: row.previous_hash,
            hash: row.hash,
            details: row.details,
            address: row.address,
            salt: row.salt,
        }
    }
}

/// The end of a chain, locked until the transaction ends; a new chain starts at 0 with an empty hash.
pub async fn lock_head(db: &impl ConnectionTrait, company: Option<CompanyId>) -> Result<ChainHead, DbErr> {
    let fresh = head_entity::Model { company_id: owner(company), sequence: 0, hash: Vec::new() };
    let keep = OnConflict::column(head_entity::Column::CompanyId).do_nothing().to_owned();
    let insert = head_entity::Entity::insert(fresh.into_active_model()).on_conflict(keep);
    insert.exec_without_returning(db).await?;
    let head = head_entity::Entity::find_by_id(owner(company)).lock_exclusive().one(db).await?;
    let head = head.ok_or_else(|| DbErr::RecordNotFound("audit_heads".to_owned()))?;
    Ok(ChainHead { sequence: head.sequence, hash: head.hash })
}

/// The end of a chain as it is now; `None` where there is no chain.
pub async fn head(db: &impl ConnectionTrait, company: Option<CompanyId>) -> Result<Option<ChainHead>, DbErr> {
    let head = head_entity::Entity::find_by_id(owner(company)).one(db).await?;
    Ok(head.map(|head| ChainHead { sequence: head.sequence, hash: head.hash }))
}

/// Who has entries, or the end of a chain; `None` for the platform.
pub async fn owners(db: &impl ConnectionTrait) -> Result<BTreeSet<Option<CompanyId>>, DbErr> {
    let of_entries = Entity::find().select_only().column(Column::CompanyId).distinct();
    let mut ids: Vec<i64> = of_entries.into_tuple().all(db).await?;
    let of_ends = head_entity::Entity::find().select_only().column(head_entity::Column::CompanyId);
    ids.extend(of_ends.into_tuple::<i64>().all(db).await?);
    Ok(ids.into_iter().map(|id| Some(id).filter(|id| *id != 0).map(CompanyId::from_i64)).collect())
}

/// Appends a row and moves the end of its chain; call it under [`lock_head`].
pub async fn append(db: &impl ConnectionTrait, row: AuditRow) -> Result<(), DbErr> {
    let head = head_entity::ActiveModel {
        company_id: Unchanged(owner(row.company)),
        sequence: Set(row.sequence),
        hash: Set(row.hash.clone()),
    };
    Entity::insert(Model::from(row).into_active_model()).exec_without_returning(db).await?;
    head_entity::Entity::update(head).exec(db).await.map(drop)
}

/// The latest changes of a company, `before` a sequence number when one is given.
pub async fn of_company(
    db: &impl ConnectionTrait,
    company: Option<CompanyId>,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<AuditRow>, DbErr> {
    let older = Column::Sequence.lt(before.unwrap_or(i64::MAX));
    let query = Entity::find().filter(Column::CompanyId.eq(owner(company)).and(older));
    let rows = query.order_by_desc(Column::Sequence).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(AuditRow::from).collect())
}

/// A piece of a chain after a sequence number, for checking it.
pub async fn oldest_first(
    db: &impl ConnectionTrait,
    company: Option<CompanyId>,
    after: i64,
    limit: u64,
) -> Result<Vec<AuditRow>, DbErr> {
    let newer = Column::Sequence.gt(after);
    let query = Entity::find().filter(Column::CompanyId.eq(owner(company)).and(newer));
    let rows = query.order_by_asc(Column::Sequence).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(AuditRow::from).collect())
}
