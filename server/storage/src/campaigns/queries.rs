use domain::campaigns::{Audience, CampaignContent, CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, UpdateMany};

use super::entity::{Column, Entity, Model};
use super::record::{Campaign, Launch, NewCampaign, to_json};

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

/// The newest first, below `before` when it is given.
pub async fn list(
    db: &impl ConnectionTrait,
    company: CompanyId,
    before: Option<CampaignId>,
    limit: u64,
) -> Result<Vec<Campaign>, DbErr> {
    let below = Column::Id.lt(before.map_or(i64::MAX, CampaignId::as_i64));
    let query = Entity::find().filter(Column::CompanyId.eq(company.as_i64()).and(below));
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db).await?;
    rows.into_iter().map(Campaign::try_from).collect()
}

/// Those of every company that were launched and have not ended: for the worker that plans them.
pub async fn launched_unfinished(db: &impl ConnectionTrait) -> Result<Vec<Campaign>, DbErr> {
    let open = [CampaignState::Planning.code(), CampaignState::Running.code()];
    let rows = Entity::find().filter(Column::State.is_in(open)).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(Campaign::try_from).collect()
}

/// Changes whom a draft goes to. `false` when it is no draft any more.
pub async fn save_audience(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    channel: Channel,
    audience: &Audience,
) -> Result<bool, DbErr> {
    let change = draft(company, id)
        .col_expr(Column::Audience, Expr::value(to_json(audience)?))
        .col_expr(Column::Channel, Expr::value(channel.code()));
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
        .col_expr(Column::Name, Expr::value(name));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Makes a draft a launched campaign, once: `false` when somebody else was first.
pub async fn launch(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    act: Launch,
) -> Result<bool, DbErr> {
    let change = draft(company, id)
        .col_expr(Column::State, Expr::value(CampaignState::Planning.code()))
        .col_expr(Column::LaunchedAt, Expr::value(act.at.micros()))
        .col_expr(Column::LaunchedBy, Expr::value(act.by.as_i64()))
        .col_expr(Column::ScheduledAt, Expr::value(act.scheduled_at.map(|at| at.micros())))
        .col_expr(Column::ReleaseAt, Expr::value(act.release_at.micros()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Notes that every message is in the ledger, and who was left out.
pub async fn finish(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    excluded: &[Exclusion],
) -> Result<bool, DbErr> {
    let planning = its(company, id).and(Column::State.eq(CampaignState::Planning.code()));
    let change = Entity::update_many()
        .filter(planning)
        .col_expr(Column::State, Expr::value(CampaignState::Running.code()))
        .col_expr(Column::Excluded, Expr::value(to_json(&excluded)?));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Moves a campaign from one state to another; `false` when it stood elsewhere.
pub async fn set_state(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    from: CampaignState,
    to: CampaignState,
) -> Result<bool, DbErr> {
    let here = its(company, id).and(Column::State.eq(from.code()));
    let change = Entity::update_many().filter(here).col_expr(Column::State, Expr::value(to.code()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Stops a campaign that was launched; `false` when nothing of it can be stopped any more.
pub async fn cancel(db: &impl ConnectionTrait, company: CompanyId, id: CampaignId) -> Result<bool, DbErr> {
    let stoppable = CampaignState::ALL.iter().filter(|state| state.is_stoppable()).map(|state| state.code());
    let change = Entity::update_many()
        .filter(its(company, id).and(Column::State.is_in(stoppable)))
        .col_expr(Column::State, Expr::value(CampaignState::Cancelled.code()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Begins another round of a campaign that was launched and planned, releasing it at an instant; `false`
/// when it stands elsewhere.
pub async fn begin_round(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    release_at: Timestamp,
) -> Result<bool, DbErr> {
    let planned = [CampaignState::Running, CampaignState::Cancelled, CampaignState::Finished];
    let change = Entity::update_many()
        .filter(its(company, id).and(Column::State.is_in(planned.map(CampaignState::code))))
        .col_expr(Column::State, Expr::value(CampaignState::Running.code()))
        .col_expr(Column::ReleaseAt, Expr::value(release_at.micros()))
        .col_expr(Column::Round, Expr::col(Column::Round).add(1));
    changed_one(change.exec(db).await?.rows_affected)
}

fn its(company: CompanyId, id: CampaignId) -> Expr {
    Column::Id.eq(id.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}

fn draft(company: CompanyId, id: CampaignId) -> UpdateMany<Entity> {
    Entity::update_many().filter(its(company, id).and(Column::State.eq(CampaignState::Draft.code())))
}

const fn changed_one(rows: u64) -> Result<bool, DbErr> {
    Ok(rows == 1)
}
