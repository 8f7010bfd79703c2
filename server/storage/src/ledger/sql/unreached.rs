//! Whom a campaign did not reach, when some of its messages were sent once more.

use domain::id::{AccountId, CampaignId, CompanyId, MessageId};
use domain::message::State;
use sea_orm::{ConnectionTrait, Value};

use super::counts::{campaign_state_and_count, named};
use super::fields::Fields;
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::page::Unreached;
use crate::ledger::reason::Reason;

/// A repeat that was taken back (14) replaces nothing and counts for nobody.
const REPLACED: &str = "SELECT g.campaign, g.state, COUNT(*) FROM (\
        SELECT DISTINCT n.campaign_id AS campaign, o.id, o.state FROM {list} CROSS JOIN messages n \
            JOIN messages o ON o.id = n.resend_of WHERE n.campaign_id = CAST(value AS BIGINT) \
            AND n.resend_of IS NOT NULL AND n.state <> 14 AND o.company_id = $2 \
        UNION ALL SELECT n.campaign_id, n.id, n.state FROM {list} CROSS JOIN messages n \
            WHERE n.campaign_id = CAST(value AS BIGINT) AND n.company_id = $2 \
            AND n.resend_of IS NOT NULL AND n.state = 14) AS g \
    GROUP BY g.campaign, g.state ORDER BY g.campaign, g.state";

/// Failed or expired, and not sent once more since.
const WHO: &str = "FROM messages m WHERE m.company_id = $1 AND m.campaign_id = $2 AND m.state IN (11, 12) \
    AND m.state NOT IN (4, 5) AND NOT EXISTS (SELECT 1 FROM messages n \
        WHERE n.campaign_id = $2 AND n.resend_of = m.id AND n.state <> 14)";

/// What expired without a word of the provider may have arrived (27), and so may what expired for no reason.
const REASON: &str = "CASE WHEN m.state = 12 THEN COALESCE(m.reason, CAST(27 AS SMALLINT)) ELSE m.reason END";

fn of(company: CompanyId, campaign: CampaignId) -> Vec<Value> {
    vec![company.as_i64().into(), campaign.as_i64().into()]
}

pub(super) async fn replaced<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaigns: &[CampaignId],
) -> Result<Vec<(CampaignId, State, i64)>, StorageError> {
    let found = rows(db, REPLACED, named(company, campaigns)?).await?;
    found.iter().map(campaign_state_and_count).collect()
}

pub(super) async fn reasons<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaign: CampaignId,
) -> Result<Vec<(Option<Reason>, i64)>, StorageError> {
    let sql = format!("SELECT {REASON}, COUNT(*) {WHO} GROUP BY 1 ORDER BY 1");
    let found = rows(db, &sql, of(company, campaign)).await?;
    let counts = found.iter().map(|row| {
        let mut fields = Fields::of(row);
        Ok((fields.maybe_coded("messages.reason", failure)?, fields.take()?))
    });
    counts.collect()
}

pub(super) async fn page<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaign: CampaignId,
    (after, limit): (Option<MessageId>, u32),
) -> Result<Vec<Unreached>, StorageError> {
    let sql = format!(
        "SELECT m.id, {REASON}, m.account_id, (SELECT MAX(t.id) FROM messages t \
            WHERE t.campaign_id = $2 AND t.resend_of = m.id AND t.state = 14) \
        {WHO} AND m.id > $3 ORDER BY m.id LIMIT $4"
    );
    let mut values = of(company, campaign);
    values.extend([after.map_or(0, MessageId::as_i64).into(), i64::from(limit).into()]);
    rows(db, &sql, values).await?.iter().map(|row| unreached(&mut Fields::of(row))).collect()
}

fn unreached(fields: &mut Fields<'_>) -> Result<Unreached, StorageError> {
    Ok(Unreached {
        message: fields.id(MessageId::from_i64)?,
        reason: fields.maybe_coded("messages.reason", failure)?,
        account: fields.maybe_id(AccountId::from_i64)?,
        undone: fields.maybe_id(MessageId::from_i64)?,
    })
}

fn failure(code: i16) -> Option<Reason> {
    Reason::of(State::Failed, code)
}
