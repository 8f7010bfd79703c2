//! SQLite has no statistics to choose an index by.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::queries::NOTICES_REFUSED;
use crate::testing::sqlite;

#[tokio::test]
async fn whether_a_notice_was_refused_is_no_walk_through_all_refusals() -> Result<(), sea_orm::DbErr> {
    let db = sqlite().await;
    let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {NOTICES_REFUSED}"));
    let steps = db.read().query_all_raw(explain).await?;
    let steps: Vec<String> = steps.iter().map(|row| row.try_get_by("detail")).collect::<Result<_, _>>()?;
    let by_time = |step: &String| step.contains("consents_notices_refused (company_id=? AND at>?)");
    assert!(steps.iter().all(by_time) && !steps.is_empty(), "{steps:?}");
    Ok(())
}
