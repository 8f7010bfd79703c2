//! Queries of the message engine: it serves every company, so these name none.

use domain::companies::SendingHours;
use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::AccountState;
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, FromQueryResult, QuerySelect, Statement};

use super::entity::{Column, Entity};
use super::record::ProviderAccount;
use crate::companies::read_hours;

/// An account with the mode of its company.
#[derive(Debug, Clone, PartialEq)]
pub struct SendingAccount {
    pub account: ProviderAccount,
    pub mode: CompanyMode,
}

/// What tells whether a loaded account is still as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct AccountStamp {
    pub id: i64,
    pub version: i32,
    pub state: i16,
    pub throttled_until: Option<i64>,
    pub mode: i16,
    pub send_from: i16,
    pub send_until: i16,
    pub send_days: i16,
    /// Percent; `None` where the company's share is not limited.
    pub share: Option<i16>,
}

impl AccountStamp {
    /// When messages of its company that nobody waits for may leave.
    #[must_use]
    pub fn hours(&self) -> SendingHours {
        read_hours(self.send_from, self.send_until, self.send_days).unwrap_or_default()
    }
}

const STAMPS: &str = "SELECT a.id, a.version, a.state, a.throttled_until, c.mode, \
    c.send_from, c.send_until, c.send_days, l.share \
    FROM provider_accounts a JOIN companies c ON c.id = a.company_id \
    LEFT JOIN company_limits l ON l.company_id = a.company_id \
    WHERE a.removed_at IS NULL AND c.closed_at IS NULL";

/// The stamps of every account that was not removed.
pub async fn stamps(db: &impl ConnectionTrait) -> Result<Vec<AccountStamp>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), STAMPS);
    AccountStamp::find_by_statement(statement).all(db).await
}

/// One account, of whichever company, with the company's mode.
pub async fn load(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<SendingAccount>, DbErr> {
    let own = Column::Id.eq(account.as_i64()).and(Column::RemovedAt.is_null());
    let Some(row) = Entity::find().filter(own).one(db).await? else { return Ok(None) };
    let account = ProviderAccount::try_from(row)?;
    let company = crate::companies::find(db, account.company).await?;
    Ok(company.map(|company| SendingAccount { account, mode: company.mode }))
}

/// The accounts that are paused, with their companies.
pub async fn paused(db: &impl ConnectionTrait) -> Result<Vec<(CompanyId, AccountId)>, DbErr> {
    let stopped = Column::State.eq(AccountState::Paused.code()).and(Column::RemovedAt.is_null());
    let query = Entity::find().select_only().column(Column::CompanyId).column(Column::Id).filter(stopped);
    let ids: Vec<(i64, i64)> = query.into_tuple().all(db).await?;
    Ok(ids.into_iter().map(|(company, id)| (CompanyId::from_i64(company), AccountId::from_i64(id))).collect())
}

/// Every account there ever was, removed ones too, with its company and its provider.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(CompanyId, AccountId, String)>, DbErr> {
    let query = Entity::find().select_only().columns([Column::CompanyId, Column::Id, Column::Provider]);
    let found: Vec<(i64, i64, String)> = query.into_tuple().all(db).await?;
    let typed = |(company, id, provider)| (CompanyId::from_i64(company), AccountId::from_i64(id), provider);
    Ok(found.into_iter().map(typed).collect())
}

/// The account whose callback address has this secret.
pub async fn by_callback(db: &impl ConnectionTrait, hash: &[u8]) -> Result<Option<AccountId>, DbErr> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::CallbackHash.eq(hash));
    let id: Option<i64> = query.into_tuple().one(db).await?;
    Ok(id.map(AccountId::from_i64))
}
