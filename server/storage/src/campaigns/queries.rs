use domain::campaigns::{Audience, CampaignContent, CampaignState};
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, UpdateMany};

use super::entity::{Column, Entity, Model};
use super::record::{Campaign, ListedCampaign, ListedRow, NamedCampaign, NewCampaign, to_json};
use crate::StorageError;
use crate::ledger::sql::{Fields, rows};

pub async fn insert(db: &impl ConnectionTrait, campaign: NewCampaign) -> Result<(), DbErr> {
    let row = Model::try_from(campaign)?.into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
) -> Result<Option<Campaign>, DbErr> {
    Entity::find().filter(its(company, id)).one(db).await?.map(Campaign::try_from).transpose()
}

/// Where one stands, without its audience, which may be long.
pub async fn state_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
) -> Result<Option<CampaignState>, DbErr> {
    let query = Entity::find().select_only().column(Column::State).filter(its(company, id));
    let code: Option<i16> = query.into_tuple().one(db).await?;
    Ok(code.and_then(CampaignState::from_code))
}

/// One as lists show it, without its audience, which may be long.
pub async fn listed(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
) -> Result<Option<ListedCampaign>, DbErr> {
    let row = Entity::find().filter(its(company, id)).into_partial_model::<ListedRow>().one(db).await?;
    row.map(ListedCampaign::try_from).transpose()
}

/// The newest first, below `before` when it is given; without their audiences, which may be long.
pub async fn list(
    db: &impl ConnectionTrait,
    company: CompanyId,
    before: Option<CampaignId>,
    limit: u64,
) -> Result<Vec<ListedCampaign>, DbErr> {
    let below = Column::Id.lt(before.map_or(i64::MAX, CampaignId::as_i64));
    let query = Entity::find().filter(Column::CompanyId.eq(company.as_i64()).and(below));
    let rows = query.order_by_desc(Column::Id).limit(limit).into_partial_model::<ListedRow>().all(db).await?;
    rows.into_iter().map(ListedCampaign::try_from).collect()
}

/// The newest campaigns that were given a name, the newest first; read from the index alone.
pub async fn newest_named(
    db: &impl ConnectionTrait,
    company: CompanyId,
    limit: u32,
) -> Result<Vec<NamedCampaign>, StorageError> {
    let found = rows(db, NEWEST_NAMED, vec![company.as_i64().into(), i64::from(limit).into()]).await?;
    let named = |row| {
        let mut fields = Fields::of(row);
        Ok(NamedCampaign {
            id: fields.id(CampaignId::from_i64)?,
            name: fields.take()?,
            state: fields.coded("campaigns.state", CampaignState::from_code)?,
        })
    };
    found.iter().map(named).collect()
}

pub(super) const NEWEST_NAMED: &str = "SELECT id, name, state FROM campaigns \
    WHERE company_id = $1 AND name <> '' ORDER BY id DESC LIMIT $2";

/// Changes whom a draft goes to. A text was written for its channel: another channel takes it away. `false`
/// when it is no draft any more.
pub async fn save_audience(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    channel: Channel,
    audience: &Audience,
) -> Result<bool, DbErr> {
    let same = Expr::case(Column::Channel.eq(channel.code()), Expr::col(Column::Content))
        .finally(Expr::value(Option::<String>::None));
    let change = draft(company, id)
        .col_expr(Column::Audience, Expr::value(to_json(audience)?))
        .col_expr(Column::Content, same.into())
        .col_expr(Column::Channel, Expr::value(channel.code()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Changes what a draft says. `false` when it is no draft any more.
pub async fn save_content(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    name: &str,
    content: &CampaignContent,
) -> Result<bool, DbErr> {
    let change = draft(company, id)
        .col_expr(Column::Content, Expr::value(to_json(content)?))
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    changed_one(change.exec(db).await?.rows_affected)
}

pub(super) fn its(company: CompanyId, id: CampaignId) -> Expr {
    Column::Id.eq(id.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}

pub(super) fn draft(company: CompanyId, id: CampaignId) -> UpdateMany<Entity> {
    standing(company, id, &[CampaignState::Draft])
}

/// Changes one only while it is in one of the states.
pub(super) fn standing(company: CompanyId, id: CampaignId, states: &[CampaignState]) -> UpdateMany<Entity> {
    let codes = states.iter().map(|state| state.code());
    Entity::update_many().filter(its(company, id).and(Column::State.is_in(codes)))
}

pub(super) const fn changed_one(rows: u64) -> Result<bool, DbErr> {
    Ok(rows == 1)
}
