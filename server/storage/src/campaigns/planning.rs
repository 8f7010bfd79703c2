use domain::campaigns::{CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, QuerySelect};

use super::entity::{Column, Entity};
use super::left_out::cut_left_out;
use super::queries::{changed_one, its, standing};
use super::record::{Launch, to_json};
use crate::error::StorageError;
use crate::limits;

/// Makes a draft, or one that waits for an approval, a launched campaign that its launcher writes into the
/// ledger, once: `false` when somebody else was first, or changed it since it was looked at.
pub async fn launch(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    act: Launch,
) -> Result<bool, DbErr> {
    let change = standing(company, id, &[CampaignState::Draft, CampaignState::Submitted])
        .filter(Column::Version.eq(act.version))
        .col_expr(Column::State, Expr::value(CampaignState::Planning.code()))
        .col_expr(Column::LaunchedAt, Expr::value(act.at.micros()))
        .col_expr(Column::LaunchedBy, Expr::value(act.by.as_i64()))
        .col_expr(Column::ApprovedBy, Expr::value(act.approved_by.map(|user| user.as_i64())))
        .col_expr(Column::ScheduledAt, Expr::value(act.scheduled_at.map(|at| at.micros())))
        .col_expr(Column::ReleaseAt, Expr::value(act.release_at.micros()))
        .col_expr(Column::LeaseUntil, Expr::value(act.lease_until.micros()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Campaigns of every company that were launched and that nobody writes into the ledger at this instant.
pub async fn unplanned(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Vec<(CompanyId, CampaignId)>, DbErr> {
    let query = Entity::find().select_only().columns([Column::CompanyId, Column::Id]);
    let found = query.filter(unleased(now)).into_tuple::<(i64, i64)>().all(db).await?;
    let pair = |(company, id)| (CompanyId::from_i64(company), CampaignId::from_i64(id));
    Ok(found.into_iter().map(pair).collect())
}

/// Takes the writing of a campaign into the ledger until an instant; `false` when somebody else has it.
pub async fn claim(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, DbErr> {
    let change = Entity::update_many()
        .filter(its(company, id).and(unleased(now)))
        .col_expr(Column::LeaseUntil, Expr::value(until.micros()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Keeps the writing for longer; `false` when the campaign was stopped.
pub async fn keep(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    until: Timestamp,
) -> Result<bool, DbErr> {
    let change = Entity::update_many()
        .filter(its(company, id).and(planning()))
        .col_expr(Column::LeaseUntil, Expr::value(until.micros()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Notes that every message is in the ledger, who was left out, and whether they leave by themselves. What
/// was reserved for more is given back, and `listed` of those left out are in their list.
pub async fn finish(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    to: CampaignState,
    excluded: &[Exclusion],
    listed: u32,
) -> Result<bool, StorageError> {
    let change = Entity::update_many()
        .filter(its(company, id).and(planning()))
        .col_expr(Column::State, Expr::value(to.code()))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::Excluded, Expr::value(to_json(&excluded)?));
    let is_done = change.exec(db).await?.rows_affected == 1;
    limits::release(db, company, id).await?;
    cut_left_out(db, id, listed).await?;
    Ok(is_done)
}

fn planning() -> Expr {
    Column::State.eq(CampaignState::Planning.code())
}

fn unleased(now: Timestamp) -> Expr {
    planning().and(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now.micros())))
}
