use domain::accounts::{PolicyAct, Via};
use domain::id::{CompanyId, PolicyEventId, PolicyVersionId, UserId};
use domain::lang::Lang;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::event_entity::{Column, Entity, Model};
use crate::columns::coded;

/// Proof that a person was shown, or accepted, a version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyEvent {
    pub id: PolicyEventId,
    pub user: UserId,
    /// The company on whose behalf it was accepted.
    pub company: Option<CompanyId>,
    pub policy: PolicyVersionId,
    pub act: PolicyAct,
    pub at: Timestamp,
    pub address: String,
    pub agent: String,
    pub lang: Lang,
    pub via: Via,
    /// SHA-256 of the text as it stood on the page, in the language of `lang`.
    pub text_sha256: Vec<u8>,
}

impl From<PolicyEvent> for Model {
    fn from(event: PolicyEvent) -> Self {
        Self {
            id: event.id.as_i64(),
            user_id: event.user.as_i64(),
            company_id: event.company.map(CompanyId::as_i64),
            policy_version_id: event.policy.as_i64(),
            act: event.act.code(),
            at: event.at.micros(),
            address: event.address,
            agent: event.agent,
            lang: event.lang.code().to_owned(),
            via: event.via.code(),
            text_sha256: event.text_sha256,
        }
    }
}

impl TryFrom<Model> for PolicyEvent {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: PolicyEventId::from_i64(row.id),
            user: UserId::from_i64(row.user_id),
            company: row.company_id.map(CompanyId::from_i64),
            policy: PolicyVersionId::from_i64(row.policy_version_id),
            act: coded("policy_events.act", PolicyAct::from_code(row.act))?,
            at: Timestamp::from_micros(row.at),
            address: row.address,
            agent: row.agent,
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            via: coded("policy_events.via", Via::from_code(row.via))?,
            text_sha256: row.text_sha256,
        })
    }
}

pub async fn record(db: &impl ConnectionTrait, event: PolicyEvent) -> Result<(), DbErr> {
    Entity::insert(Model::from(event).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// What a person did with documents, in the order of time.
pub async fn acts_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<PolicyEvent>, DbErr> {
    let its = Entity::find().filter(Column::UserId.eq(user.as_i64())).order_by_asc(Column::Id);
    its.all(db).await?.into_iter().map(PolicyEvent::try_from).collect()
}

/// One act of a person.
pub async fn find_act(
    db: &impl ConnectionTrait,
    user: UserId,
    act: PolicyEventId,
) -> Result<Option<PolicyEvent>, DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::Id.eq(act.as_i64()));
    Entity::find().filter(its).one(db).await?.map(PolicyEvent::try_from).transpose()
}

/// Whether anybody has accepted a version for a company.
pub async fn is_accepted_for(
    db: &impl ConnectionTrait,
    company: CompanyId,
    policy: PolicyVersionId,
) -> Result<bool, DbErr> {
    let of = Column::PolicyVersionId.eq(policy.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    let accepted = of.and(Column::Act.eq(PolicyAct::Accepted.code()));
    Ok(Entity::find().filter(accepted).limit(1).one(db).await?.is_some())
}
