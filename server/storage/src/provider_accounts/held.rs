use std::collections::HashMap;

use domain::id::{AccountId, CompanyId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

/// The state is a literal, so that the ledger's partial index serves it.
const HELD: &str = "SELECT account_id, COUNT(*) AS held FROM messages \
    WHERE company_id = $1 AND state = 3 AND account_id IS NOT NULL GROUP BY account_id";

#[derive(FromQueryResult)]
struct Line {
    account_id: i64,
    held: i64,
}

/// How many messages wait for a person, by account.
pub async fn held_counts(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<HashMap<AccountId, u32>, DbErr> {
    let query = Statement::from_sql_and_values(db.get_database_backend(), HELD, [company.as_i64().into()]);
    let lines = Line::find_by_statement(query).all(db).await?;
    let count =
        |line: Line| (AccountId::from_i64(line.account_id), u32::try_from(line.held).unwrap_or(u32::MAX));
    Ok(lines.into_iter().map(count).collect())
}
