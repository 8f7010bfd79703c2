//! Whom a campaign did not reach, when some of its messages were sent once more.

use domain::id::{CampaignId, CompanyId, MessageId};
use domain::message::State;
use sea_orm::{ConnectionTrait, Value};

use super::fields::Fields;
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::page::Unreached;
use crate::ledger::reason::Reason;

/// A repeat that was taken back (14) replaces nothing and counts for nobody.
const REPLACED: &str = "SELECT g.state, COUNT(*) FROM (\
        SELECT o.state FROM messages o WHERE o.company_id = $1 AND o.id IN (SELECT n.resend_of FROM messages n \
            WHERE n.campaign_id = $2 AND n.resend_of IS NOT NULL AND n.state <> 14) \
        UNION ALL SELECT n.state FROM messages n WHERE n.company_id = $1 AND n.campaign_id = $2 \
            AND n.resend_of IS NOT NULL AND n.state = 14) AS g \
    GROUP BY g.state ORDER BY g.state";

/// Failed or expired, and not sent once more since.
const WHO: &str = "FROM messages m WHERE m.company_id = $1 AND m.campaign_id = $2 AND m.state IN (11, 12) \
    AND m.state NOT IN (4, 5) AND NOT EXISTS (SELECT 1 FROM messages n \
        WHERE n.campaign_id = $2 AND n.resend_of = m.id AND n.state <> 14)";

fn of(company: CompanyId, campaign: CampaignId) -> Vec<Value> {
    vec![company.as_i64().into(), campaign.as_i64().into()]
}

pub(super) async fn replaced<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaign: CampaignId,
) -> Result<Vec<(State, i64)>, StorageError> {
    let found = rows(db, REPLACED, of(company, campaign)).await?;
    let counts = found.iter().map(|row| {
        let mut fields = Fields::of(row);
        Ok((fields.state()?, fields.take()?))
    });
    counts.collect()
}

pub(super) async fn reasons<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    campaign: CampaignId,
) -> Result<Vec<(Option<Reason>, i64)>, StorageError> {
    let sql = format!("SELECT m.reason, COUNT(*) {WHO} GROUP BY m.reason ORDER BY m.reason");
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
        "SELECT m.id, m.reason, (SELECT MAX(t.id) FROM messages t \
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
        undone: fields.maybe_id(MessageId::from_i64)?,
    })
}

fn failure(code: i16) -> Option<Reason> {
    Reason::of(State::Failed, code)
}
