use std::collections::BTreeMap;

use domain::id::{AccountId, CampaignId, CompanyId, UserId};
use domain::message::{Channel, FailureReason, Outcome, State};
use domain::time::{Date, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::fields::Fields;
use super::statement::{json, rows};
use crate::error::StorageError;
use crate::ids::first_id_at;
use crate::ledger::page::{AuthorCount, DayCount, DayOutcome};
use crate::ledger::reason::most_frequent_first;

const DAYS: &str = "SELECT day, channel, state, total FROM message_counters \
    WHERE company_id = $1 AND day BETWEEN $2 AND $3 AND total <> 0 ORDER BY day, channel, state";

pub(super) async fn days<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    days: (Date, Date),
) -> Result<Vec<DayCount>, StorageError> {
    rows(db, DAYS, between(company, days)).await?.iter().map(day_count).collect()
}

fn day_count(row: &QueryResult) -> Result<DayCount, StorageError> {
    let mut fields = Fields::of(row);
    Ok(DayCount {
        day: fields.take().map(Date::from_epoch_days)?,
        channel: fields.coded("message_counters.channel", Channel::from_code)?,
        state: fields.state()?,
        total: fields.take()?,
    })
}

const AUTHORS: &str = "SELECT author, channel, outcome, CAST(SUM(total) AS BIGINT), CAST(SUM(cost) AS BIGINT), \
        NULLIF(currency, '') \
    FROM author_counters WHERE company_id = $1 AND day BETWEEN $2 AND $3 \
    GROUP BY author, channel, outcome, currency HAVING SUM(total) <> 0 \
    ORDER BY author, channel, outcome, currency";

/// How far the messages of each author came.
pub(super) async fn authors<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    days: (Date, Date),
) -> Result<Vec<AuthorCount>, StorageError> {
    rows(db, AUTHORS, between(company, days)).await?.iter().map(author_count).collect()
}

fn author_count(row: &QueryResult) -> Result<AuthorCount, StorageError> {
    let mut fields = Fields::of(row);
    let author: i64 = fields.take()?;
    Ok(AuthorCount {
        author: Some(author).filter(|id| *id != 0).map(UserId::from_i64),
        channel: fields.coded("author_counters.channel", Channel::from_code)?,
        outcome: fields.coded("author_counters.outcome", Outcome::from_code)?,
        total: fields.take()?,
        cost: fields.maybe_money()?,
    })
}

const DAY_OUTCOMES: &str = "SELECT day, channel, outcome, CAST(SUM(total) AS BIGINT), \
        CAST(SUM(cost) AS BIGINT), NULLIF(currency, '') \
    FROM author_counters WHERE company_id = $1 AND day BETWEEN $2 AND $3 \
    GROUP BY day, channel, outcome, currency HAVING SUM(total) <> 0 ORDER BY day, channel, outcome, currency";

/// How far the messages of each day came.
pub(super) async fn day_outcomes<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    days: (Date, Date),
) -> Result<Vec<DayOutcome>, StorageError> {
    rows(db, DAY_OUTCOMES, between(company, days)).await?.iter().map(day_outcome).collect()
}

fn day_outcome(row: &QueryResult) -> Result<DayOutcome, StorageError> {
    let mut fields = Fields::of(row);
    Ok(DayOutcome {
        day: fields.take().map(Date::from_epoch_days)?,
        channel: fields.coded("author_counters.channel", Channel::from_code)?,
        outcome: fields.coded("author_counters.outcome", Outcome::from_code)?,
        total: fields.take()?,
        cost: fields.maybe_money()?,
    })
}

fn between(company: CompanyId, (first, last): (Date, Date)) -> Vec<Value> {
    vec![company.as_i64().into(), first.epoch_days().into(), last.epoch_days().into()]
}

const TOTALS: &str = "SELECT state, CAST(SUM(total) AS BIGINT) FROM message_counters \
    WHERE company_id = $1 GROUP BY state HAVING SUM(total) <> 0 ORDER BY state";

pub(super) async fn totals<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
) -> Result<Vec<(State, i64)>, StorageError> {
    rows(db, TOTALS, vec![company.as_i64().into()]).await?.iter().map(state_and_count).collect()
}

fn state_and_count(row: &QueryResult) -> Result<(State, i64), StorageError> {
    let mut fields = Fields::of(row);
    Ok((fields.state()?, fields.take()?))
}

/// Counted in an index of the failed alone, which holds all that is asked for.
pub(super) const FAILURES: &str = "SELECT reason, COUNT(*) FROM messages {failed} \
    WHERE company_id = $1 AND id >= $2 AND state IN (11, 12) GROUP BY reason";

pub(super) async fn failures<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    from: Timestamp,
) -> Result<Vec<(FailureReason, i64)>, StorageError> {
    let values = vec![company.as_i64().into(), first_id_at(from).into()];
    let mut counts = BTreeMap::new();
    for row in &rows(db, FAILURES, values).await? {
        let mut fields = Fields::of(row);
        // What expired before anybody tried it has no reason of its own.
        let reason = fields.maybe_coded("messages.reason", FailureReason::from_code)?;
        *counts.entry(reason.unwrap_or(FailureReason::Expired)).or_default() += fields.take::<i64>()?;
    }
    Ok(most_frequent_first(counts))
}

const CAMPAIGNS: &str = "SELECT k.campaign_id, k.state, k.total FROM {list} CROSS JOIN campaign_counters k \
    WHERE k.company_id = $2 AND k.campaign_id = CAST(value AS BIGINT) AND k.total <> 0 \
    ORDER BY k.campaign_id, k.state";

pub(super) async fn campaigns<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaigns: &[CampaignId],
) -> Result<Vec<(CampaignId, State, i64)>, StorageError> {
    rows(db, CAMPAIGNS, named(company, campaigns)?).await?.iter().map(campaign_state_and_count).collect()
}

/// The campaigns as `$1`, the company as `$2`.
pub(super) fn named(company: CompanyId, campaigns: &[CampaignId]) -> Result<Vec<Value>, StorageError> {
    let ids: Vec<_> = campaigns.iter().map(|id| id.as_i64()).collect();
    Ok(vec![json(&ids)?, company.as_i64().into()])
}

pub(super) fn campaign_state_and_count(row: &QueryResult) -> Result<(CampaignId, State, i64), StorageError> {
    let mut fields = Fields::of(row);
    Ok((fields.id(CampaignId::from_i64)?, fields.state()?, fields.take()?))
}

pub(super) const NEXT_DUE: &str = "SELECT MIN(t.due) FROM (SELECT (SELECT MIN(m.due_at) FROM messages m \
        WHERE m.state = 2 AND m.account_id = CAST(value AS BIGINT) AND m.priority = p.priority) AS due \
    FROM {list} CROSS JOIN (SELECT 1 AS priority UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 \
        UNION ALL SELECT 5) AS p) AS t";

pub(super) async fn next_due<C: ConnectionTrait>(
    db: &C,
    accounts: &[AccountId],
) -> Result<Option<Timestamp>, StorageError> {
    let ids: Vec<_> = accounts.iter().map(|id| id.as_i64()).collect();
    let found = rows(db, NEXT_DUE, vec![json(&ids)?]).await?;
    found.first().map_or(Ok(None), |row| Fields::of(row).maybe_time())
}

/// How many messages of everybody stand where: channel, state, number.
pub(super) async fn everywhere<C: ConnectionTrait>(
    db: &C,
) -> Result<Vec<(Channel, State, i64)>, StorageError> {
    let sql = "SELECT channel, state, CAST(SUM(total) AS BIGINT) FROM message_counters \
        GROUP BY channel, state ORDER BY channel, state";
    let read = |row| {
        let mut fields = Fields::of(row);
        let channel = fields.coded("message_counters.channel", Channel::from_code)?;
        Ok((channel, fields.state()?, fields.take()?))
    };
    rows(db, sql, vec![]).await?.iter().map(read).collect()
}
