use std::collections::HashSet;

use domain::failure::Problem;
use domain::id::{CompanyId, ImportId};
use domain::imports::{ImportCounts, ImportState, RejectCount};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use super::queries::its;
use super::record::{Import, number, to_json};

/// What one piece of a list changed; the whole of it so far, not the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The line that was the last one before this piece.
    pub from: u32,
    /// The last line of this piece.
    pub to: u32,
    pub counts: ImportCounts,
    pub reasons: Vec<RejectCount>,
    pub lease_until: Timestamp,
}

/// Takes the oldest running import that nobody works on, until the lease ends. The lists of one company
/// follow each other: a later one may name the same people.
pub async fn claim(
    db: &impl ConnectionTrait,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Import>, DbErr> {
    let free = Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now.micros()));
    let running = Column::State.eq(ImportState::Running.code());
    let candidates =
        Entity::find().filter(running.clone().and(free.clone())).order_by_asc(Column::Id).all(db).await?;
    let busy = busy_companies(db, now).await?;
    for row in candidates.into_iter().filter(|row| !busy.contains(&row.company_id)) {
        let change = Entity::update_many()
            .filter(Column::Id.eq(row.id).and(running.clone()).and(free.clone()))
            .col_expr(Column::LeaseUntil, Expr::value(lease_until.micros()));
        if change.exec(db).await?.rows_affected == 1 {
            return Import::try_from(row).map(Some);
        }
    }
    Ok(None)
}

/// Companies whose list somebody is taking in.
async fn busy_companies(db: &impl ConnectionTrait, now: Timestamp) -> Result<HashSet<i64>, DbErr> {
    let held = Column::State.eq(ImportState::Running.code()).and(Column::LeaseUntil.gt(now.micros()));
    let companies = Entity::find().select_only().column(Column::CompanyId).distinct().filter(held);
    Ok(companies.into_tuple::<i64>().all(db).await?.into_iter().collect())
}

/// Notes a piece that the same transaction takes in. `false` when the import was stopped, or another
/// process has gone on with it: then the piece must not be taken in.
pub async fn advance(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
    step: &Step,
) -> Result<bool, DbErr> {
    let here = Column::State.eq(ImportState::Running.code()).and(Column::Position.eq(number(step.from)));
    let counts = step.counts;
    let change = Entity::update_many()
        .filter(its(company, id).and(here))
        .col_expr(Column::Position, Expr::value(number(step.to)))
        .col_expr(Column::Done, Expr::value(number(counts.done)))
        .col_expr(Column::Added, Expr::value(number(counts.added)))
        .col_expr(Column::Updated, Expr::value(number(counts.updated)))
        .col_expr(Column::Refused, Expr::value(number(counts.refused)))
        .col_expr(Column::Partial, Expr::value(number(counts.partial)))
        .col_expr(Column::Reasons, Expr::value(to_json(&step.reasons)?))
        .col_expr(Column::LeaseUntil, Expr::value(step.lease_until.micros()));
    Ok(change.exec(db).await?.rows_affected == 1)
}

/// Ends a running import: done, or failed with a problem. `false` when it was over already.
pub async fn finish(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
    problem: Option<Problem>,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let state = if problem.is_some() { ImportState::Failed } else { ImportState::Done };
    let change = Entity::update_many()
        .filter(its(company, id).and(Column::State.eq(ImportState::Running.code())))
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::Problem, Expr::value(problem.map(Problem::code)))
        .col_expr(Column::EndedAt, Expr::value(at.micros()))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None));
    Ok(change.exec(db).await?.rows_affected == 1)
}

/// Gives an import back, so that any process goes on with it.
pub async fn release(db: &impl ConnectionTrait, company: CompanyId, id: ImportId) -> Result<(), DbErr> {
    let change = Entity::update_many()
        .filter(its(company, id))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None));
    change.exec(db).await.map(drop)
}

/// Frees what an earlier process held; only for a database that serves one process.
pub async fn free_leases(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let change = Entity::update_many()
        .filter(Column::LeaseUntil.is_not_null())
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None));
    change.exec(db).await.map(drop)
}
