//! The proof: every word an address said, in order.

use domain::id::CompanyId;
use domain::message::Channel;
use domain::messages::{Consent, ConsentSource, ConsentStatus};
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder};

use super::event_entity::{Column, Entity, Model};
use super::queries::StoredConsent;
use crate::columns::coded;

/// One word and the one it replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentEvent {
    /// `None`: an earlier word was taken back.
    pub status: Option<ConsentStatus>,
    pub before: Option<ConsentStatus>,
    pub source: ConsentSource,
}

/// The newest word of an address.
pub async fn last_event(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
    address: &str,
) -> Result<Option<ConsentEvent>, DbErr> {
    let own = Column::CompanyId.eq(company.as_i64()).and(Column::Channel.eq(channel.code()));
    let query = Entity::find().filter(own.and(Column::Address.eq(address))).order_by_desc(Column::Id);
    query.one(db).await?.map(|row| event_of(&row)).transpose()
}

/// Adds a word; the same one from the same source again is not written twice.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    said: &StoredConsent,
    status: Option<ConsentStatus>,
    before: Option<(Consent, ConsentSource)>,
) -> Result<(), DbErr> {
    let is_same = before.is_some_and(|(old, source)| Some(old.status) == status && source == said.source);
    if is_same {
        return Ok(());
    }
    let row = Model {
        id: said.id,
        company_id: said.company.as_i64(),
        channel: said.channel.code(),
        address: said.address.clone(),
        recipient_kind: said.consent.kind.code(),
        status: status.map(ConsentStatus::code),
        before: before.map(|(old, _)| old.status.code()),
        source: said.source.code(),
        at: said.at.micros(),
        proof: said.proof.clone(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(drop)
}

fn event_of(row: &Model) -> Result<ConsentEvent, DbErr> {
    let status = |code: Option<i16>| {
        code.map(|code| coded("consent_events.status", ConsentStatus::from_code(code))).transpose()
    };
    Ok(ConsentEvent {
        status: status(row.status)?,
        before: status(row.before)?,
        source: coded("consent_events.source", ConsentSource::from_code(row.source))?,
    })
}
