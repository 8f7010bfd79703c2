use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use super::queries::NEWEST_NAMED;
use crate::testing::sqlite;

#[tokio::test]
async fn names_are_read_from_their_index_alone() -> Result<(), sea_orm::DbErr> {
    let db = sqlite().await;
    let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {NEWEST_NAMED}"));
    let steps = db.read().query_all_raw(explain).await?;
    let steps: Vec<String> = steps.iter().map(|row| row.try_get_by("detail")).collect::<Result<_, _>>()?;
    assert_eq!(steps, ["SEARCH campaigns USING COVERING INDEX campaigns_of_company (company_id=?)"]);
    Ok(())
}
