use domain::id::CompanyId;
use domain::search::RecipientRange;
use sea_orm::ConnectionTrait;

use super::fields::Fields;
use super::list::matching;
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::page::MessageRow;

/// The newest messages of a company to the recipients of a range.
pub(super) async fn messages_to<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    recipients: &RecipientRange,
    limit: u32,
) -> Result<Vec<MessageRow>, StorageError> {
    let values = vec![
        company.as_i64().into(),
        recipients.first.as_str().into(),
        recipients.last.as_str().into(),
        i64::from(limit).into(),
    ];
    let found = rows(db, TO, values).await?;
    let ids: Vec<i64> = found.iter().map(|row| Fields::of(row).take()).collect::<Result<_, _>>()?;
    let mut newest = matching(db, company, None, &ids).await?;
    newest.sort_by_key(|row| std::cmp::Reverse(row.id));
    Ok(newest)
}

/// Bodies know no company, so those of others to the same recipients are passed over; the last 2 000 of the
/// range are looked at.
pub(super) const TO: &str = "SELECT m.id FROM (SELECT b.message_id FROM message_bodies b \
        WHERE {recipient} >= $2 AND {recipient} <= $3 ORDER BY {recipient} DESC, b.message_id DESC LIMIT 2000) AS l \
    CROSS JOIN messages m WHERE m.id = l.message_id AND m.company_id = $1 ORDER BY m.id DESC LIMIT $4";
