use domain::campaigns::CampaignState;
use domain::id::{CampaignId, CompanyId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, UpdateMany};

use super::entity::{Column, Entity};
use super::queries::{changed_one, its};
use crate::StorageError;
use crate::ledger::sql::run;

/// Running campaigns of which something is left that was due before `$3`.
const LATE: &str = "UPDATE campaigns SET state = $1 WHERE state = $2 AND release_at IS NOT NULL \
    AND EXISTS (SELECT 1 FROM campaign_counters k WHERE k.company_id = campaigns.company_id \
        AND k.campaign_id = campaigns.id AND k.state IN (2, 4) AND k.total > 0) \
    AND EXISTS (SELECT 1 FROM messages m WHERE m.campaign_id = campaigns.id AND m.state IN (2, 4) \
        AND m.due_at < $3)";

/// Holds the running campaigns of every company of which something is left that was due before an instant;
/// answers how many.
pub async fn hold_late(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64, StorageError> {
    let (held, running) = (CampaignState::Held.code(), CampaignState::Running.code());
    run(db, LATE, vec![held.into(), running.into(), before.micros().into()]).await
}

/// Lets a held campaign leave at an instant; `false` when it is not held.
pub async fn release_at(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let change = held(company, id).col_expr(Column::ReleaseAt, Expr::value(at.micros()));
    changed_one(change.exec(db).await?.rows_affected)
}

/// Notes that nothing of a held campaign is held any more.
pub async fn go_on(db: &impl ConnectionTrait, company: CompanyId, id: CampaignId) -> Result<bool, DbErr> {
    let change = held(company, id).col_expr(Column::State, Expr::value(CampaignState::Running.code()));
    changed_one(change.exec(db).await?.rows_affected)
}

fn held(company: CompanyId, id: CampaignId) -> UpdateMany<Entity> {
    Entity::update_many().filter(its(company, id).and(Column::State.eq(CampaignState::Held.code())))
}
