use std::collections::HashMap;

use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, IntoActiveModel};

use super::entity::{Column, Entity, Model};
use super::events;
use crate::StorageError;
use crate::columns::coded;
use crate::ledger::sql::rows;

/// Addresses of one query; SQLite takes 32 766 values in a statement.
const CHUNK: usize = 500;

/// A consent or refusal with its proof.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredConsent {
    pub id: i64,
    pub company: CompanyId,
    pub channel: Channel,
    /// Which messages it is about.
    pub class: Class,
    /// E.164, or the comparison key of an e-mail address.
    pub address: String,
    pub consent: Consent,
    pub source: ConsentSource,
    pub at: Timestamp,
    pub proof: Option<String>,
}

impl std::fmt::Debug for StoredConsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredConsent({:?}, {:?}, {:?})", self.channel, self.class, self.consent)
    }
}

/// Writes the newest word of an address; an older one than the stored changes nothing. Either way it
/// is kept as proof.
pub async fn record(db: &impl ConnectionTrait, consent: StoredConsent) -> Result<(), DbErr> {
    let before = word_of(db, &consent).await?;
    events::add(db, &consent, Some(consent.consent.status), before).await?;
    let at = consent.at.micros();
    let replaced = [Column::RecipientKind, Column::Status, Column::Source, Column::At, Column::Proof];
    let once = [Column::CompanyId, Column::Channel, Column::Address, Column::Class];
    let conflict = OnConflict::columns(once)
        .update_columns(replaced)
        .action_and_where(Expr::col(("consents", "at")).lte(at))
        .to_owned();
    let insert = Entity::insert(Model::from(consent).into_active_model()).on_conflict(conflict);
    insert.exec_without_returning(db).await.map(drop)
}

/// Takes the word of an address back, as if it had never said anything; that it did stays as proof.
pub async fn withdraw(db: &impl ConnectionTrait, said: &StoredConsent) -> Result<(), DbErr> {
    let before = word_of(db, said).await?;
    events::add(db, said, None, before).await?;
    Entity::delete_many().filter(of(said)).exec(db).await.map(drop)
}

async fn word_of(
    db: &impl ConnectionTrait,
    said: &StoredConsent,
) -> Result<Option<(Consent, ConsentSource)>, DbErr> {
    let Some(row) = Entity::find().filter(of(said)).one(db).await? else { return Ok(None) };
    let source = coded("consents.source", ConsentSource::from_code(row.source))?;
    Ok(Some((consent_of(&row)?, source)))
}

fn of(said: &StoredConsent) -> Expr {
    let own = Column::CompanyId.eq(said.company.as_i64()).and(Column::Channel.eq(said.channel.code()));
    own.and(Column::Address.eq(said.address.as_str())).and(Column::Class.eq(said.class.code()))
}

/// The last words of the given addresses about a class; those never heard of are missing.
pub async fn of_addresses(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
    class: Class,
    addresses: &[String],
) -> Result<HashMap<String, Consent>, DbErr> {
    let mut found = HashMap::new();
    for chunk in addresses.chunks(CHUNK) {
        let own = Column::CompanyId.eq(company.as_i64()).and(Column::Channel.eq(channel.code()));
        let own = own.and(Column::Class.eq(class.code()));
        let query = Entity::find().filter(own.and(Column::Address.is_in(chunk)));
        for row in query.all(db).await? {
            let consent = consent_of(&row)?;
            found.insert(row.address, consent);
        }
    }
    Ok(found)
}

/// Whether anybody refused a company's notices since a moment: most of the time nobody did.
pub async fn have_notices_been_refused(
    db: &impl ConnectionTrait,
    company: CompanyId,
    since: Timestamp,
) -> Result<bool, StorageError> {
    Ok(!rows(db, NOTICES_REFUSED, vec![company.as_i64().into(), since.micros().into()]).await?.is_empty())
}

/// `Class::Informational` and `ConsentStatus::Refused`, in the words of the index.
pub(super) const NOTICES_REFUSED: &str = "SELECT s.id FROM consents s \
    WHERE s.company_id = $1 AND s.class = 1 AND s.status = 2 AND s.at >= $2 LIMIT 1";

/// A refusal of messages of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub address: String,
    pub channel: Channel,
    pub class: Class,
    pub at: Timestamp,
}

/// The addresses among those given that refused, on whatever channels.
pub async fn refusals(
    db: &impl ConnectionTrait,
    company: CompanyId,
    addresses: &[String],
) -> Result<Vec<Refusal>, DbErr> {
    let mut found = Vec::new();
    for chunk in addresses.chunks(CHUNK) {
        let refused =
            Column::CompanyId.eq(company.as_i64()).and(Column::Status.eq(ConsentStatus::Refused.code()));
        let query = Entity::find().filter(refused.and(Column::Address.is_in(chunk)));
        for row in query.all(db).await? {
            let channel = coded("consents.channel", Channel::from_code(row.channel))?;
            let class = coded("consents.class", Class::from_code(row.class))?;
            let at = Timestamp::from_micros(row.at);
            found.push(Refusal { address: row.address, channel, class, at });
        }
    }
    found.sort_by_key(|refusal| (refusal.at, refusal.channel));
    Ok(found)
}

fn consent_of(row: &Model) -> Result<Consent, DbErr> {
    Ok(Consent {
        kind: coded("consents.recipient_kind", RecipientKind::from_code(row.recipient_kind))?,
        status: coded("consents.status", ConsentStatus::from_code(row.status))?,
    })
}

impl From<StoredConsent> for Model {
    fn from(stored: StoredConsent) -> Self {
        Self {
            id: stored.id,
            company_id: stored.company.as_i64(),
            channel: stored.channel.code(),
            class: stored.class.code(),
            address: stored.address,
            recipient_kind: stored.consent.kind.code(),
            status: stored.consent.status.code(),
            source: stored.source.code(),
            at: stored.at.micros(),
            proof: stored.proof,
        }
    }
}
