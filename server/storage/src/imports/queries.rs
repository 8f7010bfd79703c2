use domain::id::{CompanyId, FileId, ImportId, UserId};
use domain::imports::{ImportPlan, ImportState};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, UpdateMany};

use super::entity::{Column, Entity, Model};
use super::record::{Import, NewImport, number, to_json};

pub async fn insert(db: &impl ConnectionTrait, import: NewImport) -> Result<(), DbErr> {
    let row = Model::try_from(import)?.into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
) -> Result<Option<Import>, DbErr> {
    Entity::find().filter(its(company, id)).one(db).await?.map(Import::try_from).transpose()
}

/// How many lists of a person are being taken in.
pub async fn count_running(
    db: &impl ConnectionTrait,
    company: CompanyId,
    user: UserId,
) -> Result<u64, DbErr> {
    let running = Column::CompanyId
        .eq(company.as_i64())
        .and(Column::CreatedBy.eq(user.as_i64()))
        .and(Column::State.eq(ImportState::Running.code()));
    Entity::find().filter(running).count(db).await
}

/// The newest first, below `before` when it is given.
pub async fn list(
    db: &impl ConnectionTrait,
    company: CompanyId,
    before: Option<ImportId>,
    limit: u64,
) -> Result<Vec<Import>, DbErr> {
    let below = Column::Id.lt(before.map_or(i64::MAX, ImportId::as_i64));
    let query = Entity::find().filter(Column::CompanyId.eq(company.as_i64()).and(below));
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db).await?;
    rows.into_iter().map(Import::try_from).collect()
}

/// Changes how a list is to be read. `false` once it was started.
pub async fn save_plan(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
    plan: &ImportPlan,
    total: u32,
) -> Result<bool, DbErr> {
    let change = uploaded(company, id)
        .col_expr(Column::Plan, Expr::value(to_json(plan)?))
        .col_expr(Column::Total, Expr::value(number(total)));
    Ok(change.exec(db).await?.rows_affected == 1)
}

/// Lets an uploaded list be taken in, once: `false` when somebody else was first.
pub async fn start(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
    plan: &ImportPlan,
    total: u32,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let change = uploaded(company, id)
        .col_expr(Column::Plan, Expr::value(to_json(plan)?))
        .col_expr(Column::Total, Expr::value(number(total)))
        .col_expr(Column::State, Expr::value(ImportState::Running.code()))
        .col_expr(Column::StartedAt, Expr::value(at.micros()));
    Ok(change.exec(db).await?.rows_affected == 1)
}

/// Stops an import; `false` when it is over already.
pub async fn cancel(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: ImportId,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let open = [ImportState::Uploaded.code(), ImportState::Running.code()];
    let change = Entity::update_many()
        .filter(its(company, id).and(Column::State.is_in(open)))
        .col_expr(Column::State, Expr::value(ImportState::Cancelled.code()))
        .col_expr(Column::EndedAt, Expr::value(at.micros()))
        .col_expr(Column::FileId, Expr::value(Option::<i64>::None));
    Ok(change.exec(db).await?.rows_affected == 1)
}

/// Notes that a list was deleted; one that nobody has started will never be taken in.
pub async fn forget_file(
    db: &impl ConnectionTrait,
    company: CompanyId,
    file: FileId,
    at: Timestamp,
) -> Result<(), DbErr> {
    let of_file = Column::FileId.eq(file.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    let unstarted = of_file.clone().and(Column::State.eq(ImportState::Uploaded.code()));
    Entity::update_many()
        .filter(unstarted)
        .col_expr(Column::State, Expr::value(ImportState::Cancelled.code()))
        .col_expr(Column::EndedAt, Expr::value(at.micros()))
        .exec(db)
        .await?;
    let change =
        Entity::update_many().filter(of_file).col_expr(Column::FileId, Expr::value(Option::<i64>::None));
    change.exec(db).await.map(drop)
}

pub(super) fn its(company: CompanyId, id: ImportId) -> Expr {
    Column::Id.eq(id.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}

fn uploaded(company: CompanyId, id: ImportId) -> UpdateMany<Entity> {
    Entity::update_many().filter(its(company, id).and(Column::State.eq(ImportState::Uploaded.code())))
}
