use std::collections::HashMap;

use domain::campaigns::CampaignState;
use domain::id::{CampaignId, CompanyId, MessageId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, QuerySelect};

use super::entity::{Column, Entity};
use super::queries::its;
use crate::error::StorageError;
use crate::limits;

/// What was stopped of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// All that has not left.
    Everything,
    /// What was being sent once more; the campaign is as it was before.
    Repeats,
}

/// Stops a campaign, or what it sends once more; one that was stopped before is stopped again. `before` is
/// an id made now. What was reserved and not written is given back. `None` when there is nothing to stop.
pub async fn stop(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    before: MessageId,
) -> Result<Option<Stopped>, StorageError> {
    let change = || {
        Entity::update_many()
            .col_expr(Column::ReleaseAt, Expr::value(Option::<i64>::None))
            .col_expr(Column::StoppedBefore, Expr::value(before.as_i64()))
    };
    let repeats = Column::State.eq(CampaignState::Running.code()).and(Column::Round.gt(1));
    if change().filter(its(company, id).and(repeats)).exec(db).await?.rows_affected == 1 {
        limits::release(db, company, id).await?;
        return Ok(Some(Stopped::Repeats));
    }
    let states = CampaignState::ALL.iter().filter(|state| state.is_stoppable());
    let states = states.chain([&CampaignState::Cancelled]).map(|state| state.code());
    let all = change()
        .filter(its(company, id).and(Column::State.is_in(states)))
        .col_expr(Column::State, Expr::value(CampaignState::Cancelled.code()));
    if all.exec(db).await?.rows_affected == 0 {
        return Ok(None);
    }
    limits::release(db, company, id).await?;
    Ok(Some(Stopped::Everything))
}

/// Begins another round of a campaign that was launched and planned, releasing it at an instant; answers
/// which, or `None` when it stands elsewhere.
pub async fn begin_round(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    release_at: Timestamp,
) -> Result<Option<i32>, DbErr> {
    let planned = [CampaignState::Running, CampaignState::Cancelled, CampaignState::Finished];
    let change = Entity::update_many()
        .filter(its(company, id).and(Column::State.is_in(planned.map(CampaignState::code))))
        .col_expr(Column::State, Expr::value(CampaignState::Running.code()))
        .col_expr(Column::ReleaseAt, Expr::value(release_at.micros()))
        .col_expr(Column::Round, Expr::col(Column::Round).add(1));
    if change.exec(db).await?.rows_affected == 0 {
        return Ok(None);
    }
    Entity::find().select_only().column(Column::Round).filter(its(company, id)).into_tuple().one(db).await
}

/// Whether a round is still being sent: nobody stopped it.
pub async fn is_open(
    db: &impl ConnectionTrait,
    company: CompanyId,
    id: CampaignId,
    round: i32,
) -> Result<bool, DbErr> {
    let open = Column::Round.eq(round).and(Column::ReleaseAt.is_not_null());
    Ok(Entity::find().filter(its(company, id).and(open)).count(db).await? > 0)
}

/// Which messages of some campaigns must not leave any more.
#[derive(Debug, Clone, Default)]
pub struct Stops(HashMap<(CompanyId, CampaignId), Stop>);

#[derive(Debug, Clone, Copy)]
struct Stop {
    is_cancelled: bool,
    is_late: bool,
    before: Option<MessageId>,
}

impl Stops {
    /// Whether a message of a campaign was stopped. What a person sends once more afterwards was not.
    #[must_use]
    pub fn has(&self, company: CompanyId, campaign: CampaignId, message: MessageId, is_repeat: bool) -> bool {
        self.0
            .get(&(company, campaign))
            .is_some_and(|stop| if is_repeat { Some(message) < stop.before } else { stop.is_cancelled })
    }

    /// Whether a campaign was found so late that a person is asked.
    #[must_use]
    pub fn is_late(&self, company: CompanyId, campaign: CampaignId) -> bool {
        self.0.get(&(company, campaign)).is_some_and(|stop| stop.is_late)
    }
}

/// What was stopped of these campaigns, each named with its company; and which of them are held, or still
/// being planned, though they should have left before an instant.
pub async fn stops_of(
    db: &impl ConnectionTrait,
    campaigns: &[(CompanyId, CampaignId)],
    late: Timestamp,
) -> Result<Stops, DbErr> {
    if campaigns.is_empty() {
        return Ok(Stops::default());
    }
    let companies = campaigns.iter().map(|(company, _)| company.as_i64());
    let ids = campaigns.iter().map(|(_, id)| id.as_i64());
    let waits = [CampaignState::Held, CampaignState::Planning].map(CampaignState::code);
    let is_late = Column::State.is_in(waits).and(Column::ReleaseAt.lt(late.micros()));
    let own = Column::Id.is_in(ids).and(Column::CompanyId.is_in(companies));
    let columns = [Column::CompanyId, Column::Id, Column::State, Column::StoppedBefore];
    let query = Entity::find().select_only().columns(columns);
    let found = query.filter(own.and(Column::StoppedBefore.is_not_null().or(is_late)));
    let found = found.into_tuple::<(i64, i64, i16, Option<i64>)>().all(db).await?;
    let stops = found.into_iter().map(|(company, id, state, before)| {
        let is_cancelled = state == CampaignState::Cancelled.code();
        let is_late = waits.contains(&state);
        let stop = Stop { is_cancelled, is_late, before: before.map(MessageId::from_i64) };
        ((CompanyId::from_i64(company), CampaignId::from_i64(id)), stop)
    });
    Ok(Stops(stops.collect()))
}
