use domain::id::CompanyId;
use domain::operator::{LegalIdentity, OperatorProfile};
use domain::page::Brand;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::entity::{Column, Entity, Model};

const ONLY: i64 = 1;

/// What the installation was made with, and who operates it.
#[derive(Clone, PartialEq, Eq)]
pub struct Platform {
    pub operator: OperatorProfile,
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
            operator: OperatorProfile {
                brand: Brand { name: row.brand, contact: row.contact },
                legal: LegalIdentity {
                    trade_name: row.trade_name.unwrap_or_default(),
                    mersis: row.mersis.unwrap_or_default(),
                    address: row.address.unwrap_or_default(),
                    kep: row.kep.unwrap_or_default(),
                },
            },
            company: CompanyId::from_i64(row.company_id),
            pepper: row.pepper,
            first_user_at: row.first_user_at.map(Timestamp::from_micros),
            created_at: Timestamp::from_micros(row.created_at),
        }
    }
}

impl From<Platform> for Model {
    fn from(platform: Platform) -> Self {
        let OperatorProfile { brand, legal } = platform.operator;
        Self {
            id: ONLY,
            brand: brand.name,
            contact: brand.contact,
            company_id: platform.company.as_i64(),
            pepper: platform.pepper,
            first_user_at: platform.first_user_at.map(Timestamp::micros),
            created_at: platform.created_at.micros(),
            trade_name: given(legal.trade_name),
            mersis: given(legal.mersis),
            address: given(legal.address),
            kep: given(legal.kep),
        }
    }
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
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

pub async fn set_operator(db: &impl ConnectionTrait, operator: OperatorProfile) -> Result<(), DbErr> {
    let OperatorProfile { brand, legal } = operator;
    let update = Entity::update_many()
        .col_expr(Column::Brand, Expr::value(brand.name))
        .col_expr(Column::Contact, Expr::value(brand.contact))
        .col_expr(Column::TradeName, Expr::value(given(legal.trade_name)))
        .col_expr(Column::Mersis, Expr::value(given(legal.mersis)))
        .col_expr(Column::Address, Expr::value(given(legal.address)))
        .col_expr(Column::Kep, Expr::value(given(legal.kep)));
    update.filter(Column::Id.eq(ONLY)).exec(db).await.map(drop)
}

/// Takes the right to be the first user; `false` when somebody has it. Two sign-ups at the same moment
/// meet here, because the second waits for the first one's transaction.
pub async fn claim_first_user(db: &impl ConnectionTrait, now: Timestamp) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::FirstUserAt, Expr::value(now.micros()));
    let free = Column::Id.eq(ONLY).and(Column::FirstUserAt.is_null());
    Ok(update.filter(free).exec(db).await?.rows_affected == 1)
}
