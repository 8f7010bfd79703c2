use domain::id::CompanyId;
use domain::message::Channel;
use domain::time::Timestamp;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::entity::{Column, Entity, Model};
use crate::columns::coded;

/// Links of one statement; PostgreSQL takes 65 535 values, five each.
const CHUNK: usize = 1_000;

/// Whom a link speaks for.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusalLink {
    pub token_hash: Vec<u8>,
    pub company: CompanyId,
    pub channel: Channel,
    /// E.164, or the comparison key of an e-mail address.
    pub address: String,
    pub created_at: Timestamp,
}

impl std::fmt::Debug for RefusalLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefusalLink({:?}, {:?})", self.company, self.channel)
    }
}

/// Keeps links; those that are there already stay as they are.
pub async fn save(db: &impl ConnectionTrait, links: Vec<RefusalLink>) -> Result<(), DbErr> {
    let rows: Vec<_> = links.into_iter().map(|link| Model::from(link).into_active_model()).collect();
    for chunk in rows.chunks(CHUNK) {
        let known = OnConflict::column(Column::TokenHash).do_nothing().to_owned();
        Entity::insert_many(chunk.to_vec()).on_conflict(known).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The link of a token.
pub async fn find(db: &impl ConnectionTrait, token_hash: &[u8]) -> Result<Option<RefusalLink>, DbErr> {
    let row = Entity::find_by_id(token_hash.to_vec()).one(db).await?;
    row.map(RefusalLink::try_from).transpose()
}

impl TryFrom<Model> for RefusalLink {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            token_hash: row.token_hash,
            company: CompanyId::from_i64(row.company_id),
            channel: coded("refusal_links.channel", Channel::from_code(row.channel))?,
            address: row.address,
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

impl From<RefusalLink> for Model {
    fn from(link: RefusalLink) -> Self {
        Self {
            token_hash: link.token_hash,
            company_id: link.company.as_i64(),
            channel: link.channel.code(),
            address: link.address,
            created_at: link.created_at.micros(),
        }
    }
}
