use domain::id::CompanyId;
use sea_orm::ConnectionTrait;

use super::reach::Reach;
use crate::StorageError;
use crate::ledger::sql::{Fields, rows, run};

const ADD: &str = "INSERT INTO contact_counts (company_id, reach, people) VALUES ($1, $2, $3) \
    ON CONFLICT (company_id, reach) DO UPDATE SET people = contact_counts.people + excluded.people";

pub(super) async fn add(
    db: &impl ConnectionTrait,
    company: CompanyId,
    reach: Reach,
    change: i64,
) -> Result<(), StorageError> {
    let values = vec![company.as_i64().into(), reach.code().into(), change.into()];
    run(db, ADD, values).await.map(drop)
}

/// How many contacts a company has, without deleted ones.
pub async fn total(db: &impl ConnectionTrait, company: CompanyId) -> Result<u32, StorageError> {
    people_of_reach(db, company, Reach::of_filter(None)).await
}

/// How many contacts of a company have such addresses.
pub async fn people_of_reach(
    db: &impl ConnectionTrait,
    company: CompanyId,
    reaches: &[Reach],
) -> Result<u32, StorageError> {
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(people), 0) AS BIGINT) FROM contact_counts \
        WHERE company_id = $1 AND reach IN ({})",
        Reach::list(reaches)
    );
    let found = rows(db, &sql, vec![company.as_i64().into()]).await?;
    let people: i64 = found.first().map_or(Ok(0), |row| Fields::of(row).take())?;
    Ok(u32::try_from(people.max(0)).unwrap_or(u32::MAX))
}
