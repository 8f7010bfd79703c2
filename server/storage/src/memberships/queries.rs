use domain::id::{CompanyId, MembershipId, UserId};
use domain::rights::{Rights, Role};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QuerySelect};

use super::Membership;
use super::entity::{Column, Entity, Model};

/// The seat of a person in a company.
pub async fn find_of(
    db: &impl ConnectionTrait,
    user: UserId,
    company: CompanyId,
) -> Result<Option<Membership>, DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    Entity::find().filter(its).one(db).await?.map(Membership::try_from).transpose()
}

/// A seat of this company; a seat of another company is not found.
pub async fn find_in(
    db: &impl ConnectionTrait,
    company: CompanyId,
    seat: MembershipId,
) -> Result<Option<Membership>, DbErr> {
    let its = Column::Id.eq(seat.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    Entity::find().filter(its).one(db).await?.map(Membership::try_from).transpose()
}

pub async fn insert(db: &impl ConnectionTrait, seat: Membership) -> Result<(), DbErr> {
    Entity::insert(Model::from(seat).into_active_model()).exec_without_returning(db).await.map(drop)
}

pub async fn set_rights(
    db: &impl ConnectionTrait,
    company: CompanyId,
    seat: MembershipId,
    role: Role,
    rights: Rights,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Role, Expr::value(role.code()))
        .col_expr(Column::Rights, Expr::value(rights.bits()));
    let its = Column::Id.eq(seat.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    update.filter(its).exec(db).await.map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, company: CompanyId, seat: MembershipId) -> Result<(), DbErr> {
    let its = Column::Id.eq(seat.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    Entity::delete_many().filter(its).exec(db).await.map(drop)
}

/// Counts the owners and keeps their rows locked until the transaction ends, so that two owners who
/// leave at the same moment do not both see the other one stay.
pub async fn lock_owners(db: &impl ConnectionTrait, company: CompanyId) -> Result<usize, DbErr> {
    let owner = Column::Role.eq(Role::Owner.code()).and(Column::CompanyId.eq(company.as_i64()));
    Ok(Entity::find().filter(owner).lock_exclusive().all(db).await?.len())
}
