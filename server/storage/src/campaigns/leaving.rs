use domain::campaigns::CampaignState;
use domain::id::{CompanyId, UserId};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;

use super::entity::{Column, Entity};

fn of_person(company: CompanyId, user: UserId) -> Expr {
    Column::CompanyId.eq(company.as_i64()).and(Column::CreatedBy.eq(user.as_i64()))
}

fn drafts_of(company: CompanyId, user: UserId) -> Expr {
    let states = [CampaignState::Draft, CampaignState::Submitted];
    of_person(company, user).and(Column::State.is_in(states.map(CampaignState::code)))
}

/// How many drafts a person has in a company; those that wait for an approval count.
pub async fn count_drafts(db: &impl ConnectionTrait, company: CompanyId, user: UserId) -> Result<u64, DbErr> {
    Entity::find().filter(drafts_of(company, user)).count(db).await
}

/// How many campaigns of a person are under way in a company: planned, running, or held.
pub async fn count_under_way(
    db: &impl ConnectionTrait,
    company: CompanyId,
    user: UserId,
) -> Result<u64, DbErr> {
    let states = [CampaignState::Planning, CampaignState::Running, CampaignState::Held];
    let under_way = of_person(company, user).and(Column::State.is_in(states.map(CampaignState::code)));
    Entity::find().filter(under_way).count(db).await
}

/// Makes every draft of a person somebody else's, who then asks for the approval it waits for. Returns how
/// many.
pub async fn hand_over_drafts(
    db: &impl ConnectionTrait,
    company: CompanyId,
    from: UserId,
    to: UserId,
) -> Result<u64, DbErr> {
    let asks = Expr::case(Column::SubmittedBy.eq(from.as_i64()), Expr::value(to.as_i64()))
        .finally(Expr::col(Column::SubmittedBy));
    let update = Entity::update_many()
        .col_expr(Column::CreatedBy, Expr::value(to.as_i64()))
        .col_expr(Column::SubmittedBy, asks.into());
    Ok(update.filter(drafts_of(company, from)).exec(db).await?.rows_affected)
}
