use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::entity::{Column, Entity, Model};

const ONLY: i64 = 1;

/// What the installation was made with, and the operator's brand.
#[derive(Clone, PartialEq, Eq)]
pub struct Platform {
    pub brand: String,
    pub contact: String,
    /// The reserved company that owns system mail and codes.
    pub company: CompanyId,
    /// The sealed server secret of passwords and keyed hashes.
    pub pepper: Vec<u8>,
    pub first_user_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl From<Model> for Platform {
    fn from(row: Model) -> Self {
        Self {
            brand: row.brand,
            contact: row.contact,
            company: CompanyId::from_i64(row.company_id),
            pepper: row.pepper,
            first_user_at: row.first_user_at.map(Timestamp::from_micros),
            created_at: Timestamp::from_micros(row.created_at),
        }
    }
}

impl From<Platform> for Model {
    fn from(platform: Platform) -> Self {
        Self {
            id: ONLY,
            brand: platform.brand,
            contact: platform.contact,
            company_id: platform.company.as_i64(),
            pepper: platform.pepper,
            first_user_at: platform.first_user_at.map(Timestamp::micros),
            created_at: platform.created_at.micros(),
        }
    }
}

pub async fn find(db: &impl ConnectionTrait) -> Result<Option<Platform>, DbErr> {
    Ok(Entity::find_by_id(ONLY).one(db).await?.map(Platform::from))
}

/// Writes the row unless another process has; `true` when this one did.
pub async fn insert(db: &impl ConnectionTrait, platform: Platform) -> Result<bool, DbErr> {
    let keep = OnConflict::column(Column::Id).do_nothing().to_owned();
    let insert = Entity::insert(Model::from(platform).into_active_model()).on_conflict(keep);
    Ok(insert.exec_without_returning(db).await? == 1)
}

pub async fn set_brand(db: &impl ConnectionTrait, brand: &str, contact: &str) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Brand, Expr::value(brand))
        .col_expr(Column::Contact, Expr::value(contact));
    update.filter(Column::Id.eq(ONLY)).exec(db).await.map(drop)
}

/// Takes the right to be the first user; `false` when somebody has it. Two sign-ups at the same moment
/// meet here, because the second waits for the first one's transaction.
pub async fn claim_first_user(db: &impl ConnectionTrait, now: Timestamp) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::FirstUserAt, Expr::value(now.micros()));
    let free = Column::Id.eq(ONLY).and(Column::FirstUserAt.is_null());
    Ok(update.filter(free).exec(db).await?.rows_affected == 1)
}
