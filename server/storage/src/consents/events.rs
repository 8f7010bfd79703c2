//! The proof: every word an address said, in order.

use std::time::Duration;

use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder};

use super::event_entity::{Column, Entity, Model};
use super::queries::StoredConsent;
use crate::columns::coded;
use crate::ids::{first_id_at, made_at};

/// One word and the one it replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentEvent {
    /// `None`: an earlier word was taken back.
    pub status: Option<ConsentStatus>,
    pub before: Option<ConsentStatus>,
    pub source: ConsentSource,
}

/// A word with all that proves it.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownWord {
    /// `None`: an earlier word was taken back.
    pub status: Option<ConsentStatus>,
    pub kind: RecipientKind,
    pub source: ConsentSource,
    pub said_at: Timestamp,
    /// When it was written down here.
    pub noted_at: Timestamp,
    pub proof: Option<String>,
}

impl std::fmt::Debug for KnownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KnownWord({:?}, {:?})", self.status, self.said_at)
    }
}

/// The word of an address about a class that counted at an instant: of those written down by then, the one
/// said last. What was written down later changes nothing about it, whatever date it bears.
pub async fn known_at(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
    class: Class,
    address: &str,
    instant: Timestamp,
) -> Result<Option<KnownWord>, DbErr> {
    let own = Column::CompanyId.eq(company.as_i64()).and(Column::Channel.eq(channel.code()));
    let own = own.and(Column::Class.eq(class.code())).and(Column::Address.eq(address));
    let by_then = Column::Id.lt(first_id_at(instant + Duration::from_millis(1)));
    let query = Entity::find().filter(own.and(by_then));
    let last = query.order_by_desc(Column::At).order_by_desc(Column::Id).one(db).await?;
    last.map(word_of).transpose()
}

fn word_of(row: Model) -> Result<KnownWord, DbErr> {
    let status = row.status.map(|code| coded("consent_events.status", ConsentStatus::from_code(code)));
    Ok(KnownWord {
        status: status.transpose()?,
        kind: coded("consent_events.recipient_kind", RecipientKind::from_code(row.recipient_kind))?,
        source: coded("consent_events.source", ConsentSource::from_code(row.source))?,
        said_at: Timestamp::from_micros(row.at),
        noted_at: made_at(row.id),
        proof: row.proof,
    })
}

/// The newest word of an address about a class.
pub async fn last_event(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
    class: Class,
    address: &str,
) -> Result<Option<ConsentEvent>, DbErr> {
    let own = Column::CompanyId.eq(company.as_i64()).and(Column::Channel.eq(channel.code()));
    let own = own.and(Column::Class.eq(class.code())).and(Column::Address.eq(address));
    let query = Entity::find().filter(own).order_by_desc(Column::Id);
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
        class: said.class.code(),
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
