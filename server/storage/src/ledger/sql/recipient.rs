use domain::id::CompanyId;
use domain::search::RecipientRange;
use sea_orm::ConnectionTrait;

use super::fields::Fields;
use super::list::matching;
use super::statement::{is_sqlite, rows};
use crate::error::StorageError;
use crate::ledger::page::MessageRow;

/// The newest messages of a company to the recipients of a range.
pub(super) async fn messages_to<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    recipients: &RecipientRange,
    limit: u32,
) -> Result<Vec<MessageRow>, StorageError> {
    let sql = if is_sqlite(db) { to_sql("b.recipient") } else { to_sql("b.recipient COLLATE \"C\"") };
    let values = vec![
        company.as_i64().into(),
        recipients.first.as_str().into(),
        recipients.last.as_str().into(),
        i64::from(limit).into(),
    ];
    let found = rows(db, &sql, values).await?;
    let ids: Vec<i64> = found.iter().map(|row| Fields::of(row).take()).collect::<Result<_, _>>()?;
    let mut newest = matching(db, company, None, &ids).await?;
    newest.sort_by_key(|row| std::cmp::Reverse(row.id));
    Ok(newest)
}

/// Bodies know no company, so those of others to the same recipients are passed over; the last 2 000 of the
/// range are looked at. The expression is that of the index.
pub(super) fn to_sql(recipient: &str) -> String {
    format!(
        "SELECT m.id FROM (SELECT b.message_id FROM message_bodies b \
            WHERE lower({recipient}) >= $2 AND lower({recipient}) <= $3 \
            ORDER BY lower({recipient}) DESC, b.message_id DESC LIMIT 2000) AS l \
        CROSS JOIN messages m WHERE m.id = l.message_id AND m.company_id = $1 ORDER BY m.id DESC LIMIT $4"
    )
}
