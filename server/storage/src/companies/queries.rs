use domain::companies::SendingHours;
use domain::company::CompanyMode;
use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set, Unchanged};
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QuerySelect};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{Company, CompanyProfileChange};

pub async fn find(db: &impl ConnectionTrait, company: CompanyId) -> Result<Option<Company>, DbErr> {
    Entity::find_by_id(company.as_i64()).one(db).await?.map(Company::try_from).transpose()
}

/// The names of all companies by their ids; for the operator.
pub async fn names(db: &impl ConnectionTrait) -> Result<Vec<(CompanyId, String)>, DbErr> {
    let names = Entity::find().select_only().column(Column::Id).column(Column::Name);
    let names: Vec<(i64, String)> = names.into_tuple().all(db).await?;
    Ok(names.into_iter().map(|(id, name)| (CompanyId::from_i64(id), name)).collect())
}

pub async fn insert(db: &impl ConnectionTrait, company: Company) -> Result<(), DbErr> {
    Entity::insert(Model::from(company).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// Replaces the legal profile.
pub async fn update_profile(
    db: &impl ConnectionTrait,
    company: CompanyId,
    change: CompanyProfileChange,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Unchanged(company.as_i64()),
        name: Set(change.name),
        kind: Set(change.kind.code()),
        trade_name: Set(change.trade_name),
        tax_office: Set(change.tax_office),
        tax_number: Set(change.tax_number),
        mersis: Set(change.mersis),
        national_id: change.national_id.map_or(NotSet, |sealed| Set(Some(sealed))),
        address: Set(change.address),
        phone: Set(change.phone),
        kep: Set(change.kep),
        privacy_contact: Set(change.privacy_contact),
        updated_at: Set(now.micros()),
        mode: NotSet,
        send_from: NotSet,
        send_until: NotSet,
        send_days: NotSet,
        short_links: NotSet,
        created_at: NotSet,
        closed_at: NotSet,
    };
    Entity::update(row).exec(db).await.map(drop)
}

/// Sets whether messages leave the machine.
pub async fn set_mode(
    db: &impl ConnectionTrait,
    company: CompanyId,
    mode: CompanyMode,
    now: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Mode, Expr::value(mode.code()))
        .col_expr(Column::UpdatedAt, Expr::value(now.micros()));
    update.filter(Column::Id.eq(company.as_i64())).exec(db).await.map(drop)
}

/// Sets whether web addresses in its SMS are shortened.
pub async fn set_short_links(
    db: &impl ConnectionTrait,
    company: CompanyId,
    shorten: bool,
    now: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::ShortLinks, Expr::value(shorten))
        .col_expr(Column::UpdatedAt, Expr::value(now.micros()));
    update.filter(Column::Id.eq(company.as_i64())).exec(db).await.map(drop)
}

/// Sets when messages that nobody waits for may leave.
pub async fn set_hours(
    db: &impl ConnectionTrait,
    company: CompanyId,
    hours: SendingHours,
    now: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::SendFrom, Expr::value(i16::from(hours.from())))
        .col_expr(Column::SendUntil, Expr::value(i16::from(hours.until())))
        .col_expr(Column::SendDays, Expr::value(i16::from(hours.days())))
        .col_expr(Column::UpdatedAt, Expr::value(now.micros()));
    update.filter(Column::Id.eq(company.as_i64())).exec(db).await.map(drop)
}
