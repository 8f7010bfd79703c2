pub use domain::accounts::AccessKind;
use domain::id::{CompanyId, UserId};
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::access_entity::{Column, Entity, Model};
use crate::columns::coded;

/// One line of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub id: i64,
    pub user: Option<UserId>,
    pub company: Option<CompanyId>,
    pub kind: AccessKind,
    pub at: Timestamp,
    pub address: String,
    pub agent: String,
}

impl From<Access> for Model {
    fn from(access: Access) -> Self {
        Self {
            id: access.id,
            user_id: access.user.map(UserId::as_i64),
            company_id: access.company.map(CompanyId::as_i64),
            kind: access.kind.code(),
            at: access.at.micros(),
            address: access.address,
            agent: access.agent,
        }
    }
}

impl TryFrom<Model> for Access {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.id,
            user: row.user_id.map(UserId::from_i64),
            company: row.company_id.map(CompanyId::from_i64),
            kind: coded("access_log.kind", AccessKind::from_code(row.kind))?,
            at: Timestamp::from_micros(row.at),
            address: row.address,
            agent: row.agent,
        })
    }
}

pub async fn insert_access(db: &impl ConnectionTrait, access: Access) -> Result<(), DbErr> {
    Entity::insert(Model::from(access).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// The latest lines about a person, `before` an id when one is given.
pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Access>, DbErr> {
    let older = Column::Id.lt(before.unwrap_or(i64::MAX));
    let query = Entity::find().filter(Column::UserId.eq(user.as_i64()).and(older));
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db).await?;
    rows.into_iter().map(Access::try_from).collect()
}

/// The company in which the person last worked; they may have left it since.
pub async fn last_company_of(db: &impl ConnectionTrait, user: UserId) -> Result<Option<CompanyId>, DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::CompanyId.is_not_null());
    let last = Entity::find().filter(its).order_by_desc(Column::Id).limit(1).one(db).await?;
    Ok(last.and_then(|line| line.company_id).map(CompanyId::from_i64))
}

/// Whether the person has signed in from this address since `since`: such an address is not slowed down
/// by what strangers try.
pub async fn has_signed_in_from(
    db: &impl ConnectionTrait,
    user: UserId,
    address: &str,
    since: Timestamp,
) -> Result<bool, DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::Kind.eq(AccessKind::SignedIn.code()));
    let from = Column::Address.eq(address).and(Column::At.gte(since.micros()));
    let found = Entity::find().filter(its.and(from)).limit(1).one(db).await?;
    Ok(found.is_some())
}

/// Removes lines older than the retention of the access log.
pub async fn purge_access(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::At.lt(before.micros()));
    Ok(old.exec(db).await?.rows_affected)
}
