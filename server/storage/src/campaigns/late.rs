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

/// What was being written goes on as held: nobody knows what had left since the backup.
const PLANNING: &str = "UPDATE campaigns SET release_at = 0 WHERE state = $1";
/// Running campaigns of which something is held.
const RESTORED: &str = "UPDATE campaigns SET state = $1 WHERE state = $2 \
    AND EXISTS (SELECT 1 FROM campaign_counters k WHERE k.company_id = campaigns.company_id \
        AND k.campaign_id = campaigns.id AND k.state = 3 AND k.total > 0)";

/// After a restore whose messages were held: lets the campaigns ask a person; answers how many do.
pub async fn hold_restored(db: &impl ConnectionTrait) -> Result<u64, StorageError> {
    let [planning, running, held] =
        [CampaignState::Planning, CampaignState::Running, CampaignState::Held].map(CampaignState::code);
    let written = run(db, PLANNING, vec![planning.into()]).await?;
    Ok(written + run(db, RESTORED, vec![held.into(), running.into()]).await?)
}

/// Lets the campaigns go on of which nothing is held any more.
const GO_ON: &str = "UPDATE campaigns SET state = $1 WHERE state = $2 \
    AND NOT EXISTS (SELECT 1 FROM campaign_counters k WHERE k.company_id = campaigns.company_id \
        AND k.campaign_id = campaigns.id AND k.state = 3 AND k.total > 0)";

/// After everything was released that a restore held; answers how many campaigns go on.
pub async fn release_restored(db: &impl ConnectionTrait) -> Result<u64, StorageError> {
    let (running, held) = (CampaignState::Running.code(), CampaignState::Held.code());
    run(db, GO_ON, vec![running.into(), held.into()]).await
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
