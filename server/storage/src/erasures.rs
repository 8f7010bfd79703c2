//! Marks of people who were erased at their own request, so that no list brings them back.

use std::collections::HashSet;

use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, Value};

use crate::ledger::sql::{Fields, insert_new, json, rows, run};
use crate::{StorageError, Tx};

/// Notes whom a company erased; marks that are there already stay as they are.
pub async fn insert(tx: &Tx, company: CompanyId, marks: &[i64], at: Timestamp) -> Result<(), StorageError> {
    let row = |mark: &i64| -> [Value; 3] { [company.as_i64().into(), (*mark).into(), at.micros().into()] };
    let values = marks.iter().flat_map(row).collect();
    insert_new(tx, "erasures (company_id, mark, at)", values, "mark").await.map(drop)
}

/// Whether a company has erased anybody: most never did.
pub async fn has_any(db: &impl ConnectionTrait, company: CompanyId) -> Result<bool, StorageError> {
    let sql = "SELECT e.mark FROM erasures e WHERE e.company_id = $1 LIMIT 1";
    Ok(!rows(db, sql, vec![company.as_i64().into()]).await?.is_empty())
}

/// Those of the marks that the company has.
pub async fn found(
    db: &impl ConnectionTrait,
    company: CompanyId,
    marks: &[i64],
) -> Result<HashSet<i64>, StorageError> {
    let sql = "SELECT e.mark FROM {list} CROSS JOIN erasures e \
        WHERE e.company_id = $2 AND e.mark = CAST(value AS BIGINT)";
    let values = vec![json(marks)?, company.as_i64().into()];
    rows(db, sql, values).await?.iter().map(|row| Fields::of(row).take()).collect()
}

/// Forgets marks: the person came back by their own act.
pub async fn lift(tx: &Tx, company: CompanyId, marks: &[i64]) -> Result<u64, StorageError> {
    let sql = "DELETE FROM erasures WHERE company_id = $2 \
        AND mark IN (SELECT CAST(value AS BIGINT) FROM {list})";
    run(tx, sql, vec![json(marks)?, company.as_i64().into()]).await
}
