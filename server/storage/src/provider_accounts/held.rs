use std::collections::HashMap;

use domain::id::{AccountId, CompanyId};
use domain::message::{Channel, HoldReason};
use sea_orm::ConnectionTrait;

use crate::StorageError;
use crate::ledger::sql::{Fields, rows};

/// The state is a literal, so that the ledger's partial index serves it.
const HELD: &str = "SELECT account_id, COUNT(*) FROM messages \
    WHERE company_id = $1 AND state = 3 AND state NOT IN (4, 5) AND reason <> $2 \
    AND account_id IS NOT NULL GROUP BY account_id";

const WITHOUT_ACCOUNT: &str = "SELECT channel, COUNT(*) FROM messages \
    WHERE company_id = $1 AND state = 3 AND state NOT IN (4, 5) AND reason = $2 GROUP BY channel";

/// How many messages wait for a person, by account.
pub async fn held_counts(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<HashMap<AccountId, u32>, StorageError> {
    let found = rows(db, HELD, asked(company)).await?;
    found.iter().map(|row| count(row, |fields| fields.id(AccountId::from_i64))).collect()
}

/// How many messages wait for an account to carry them, by channel.
pub async fn waiting_counts(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<HashMap<Channel, u32>, StorageError> {
    let found = rows(db, WITHOUT_ACCOUNT, asked(company)).await?;
    let channel = |fields: &mut Fields<'_>| fields.coded("messages.channel", Channel::from_code);
    found.iter().map(|row| count(row, channel)).collect()
}

/// Whether anything is queued for an account.
pub async fn has_queue(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, StorageError> {
    let sql = "SELECT 1 FROM messages WHERE state = 2 AND account_id = $1 LIMIT 1";
    Ok(!rows(db, sql, vec![account.as_i64().into()]).await?.is_empty())
}

/// Removed accounts that something is queued for all the same: it was on its way when they went, or was
/// asked for again since.
pub async fn removed_with_queue(
    db: &impl ConnectionTrait,
) -> Result<Vec<(CompanyId, AccountId)>, StorageError> {
    let sql = "SELECT a.company_id, a.id FROM provider_accounts a WHERE a.removed_at IS NOT NULL \
        AND EXISTS (SELECT 1 FROM messages m WHERE m.state = 2 AND m.account_id = a.id)";
    let found = rows(db, sql, Vec::new()).await?;
    let read = |row: &sea_orm::QueryResult| {
        let mut fields = Fields::of(row);
        Ok((fields.id(CompanyId::from_i64)?, fields.id(AccountId::from_i64)?))
    };
    found.iter().map(read).collect()
}

fn asked(company: CompanyId) -> Vec<sea_orm::Value> {
    vec![company.as_i64().into(), HoldReason::NoAccount.code().into()]
}

fn count<T>(
    row: &sea_orm::QueryResult,
    key: impl FnOnce(&mut Fields<'_>) -> Result<T, StorageError>,
) -> Result<(T, u32), StorageError> {
    let mut fields = Fields::of(row);
    let key = key(&mut fields)?;
    let count: i64 = fields.take()?;
    Ok((key, u32::try_from(count).unwrap_or(u32::MAX)))
}
