use domain::campaigns::CampaignState;
use domain::id::{CampaignId, CompanyId};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;

use super::entity::Column;
use super::queries::{changed_one, draft, standing};
use super::record::{SentBack, Submit};

/// Lets a draft wait for an approval, once: `false` when it is no draft any more, or was changed since it
/// was looked at.
pub async fn submit(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    act: Submit,
) -> Result<bool, DbErr> {
    let change = draft(company, id)
        .filter(Column::Version.eq(act.version))
        .col_expr(Column::State, Expr::value(CampaignState::Submitted.code()))
        .col_expr(Column::SubmittedAt, Expr::value(act.at.micros()))
        .col_expr(Column::SubmittedBy, Expr::value(act.by.as_i64()))
        .col_expr(Column::ScheduledAt, Expr::value(act.scheduled_at.map(|at| at.micros())));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Makes a submitted campaign a draft again, and another one than pages that still show it would approve;
/// `false` when it is not submitted.
pub async fn send_back(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    act: SentBack,
) -> Result<bool, DbErr> {
    let change = standing(company, id, &[CampaignState::Submitted])
        .col_expr(Column::State, Expr::value(CampaignState::Draft.code()))
        .col_expr(Column::SentBackAt, Expr::value(act.at.micros()))
        .col_expr(Column::SentBackBy, Expr::value(act.by.as_i64()))
        .col_expr(Column::SentBackNote, Expr::value(act.note))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    changed_one(change.exec(db).await?.rows_affected)
}
