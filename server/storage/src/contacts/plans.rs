//! SQLite chooses the order of a join itself unless it is told, and has no statistics to choose by.

use sea_orm::{ConnectionTrait, Statement};

use super::{addresses, audience, held, matching, reports, search};
use crate::testing::sqlite;

#[tokio::test]
async fn joins_begin_with_what_is_asked_for_and_never_with_all_of_the_company() -> Result<(), sea_orm::DbErr>
{
    let db = sqlite().await;
    for (name, sql, begins) in [
        ("addresses of cards", held::OF_CARDS, "json_each"),
        ("cards of addresses", addresses::SHARED, "json_each"),
        ("reports of addresses", reports::REPORTS_OF, "json_each"),
        ("closed ones of addresses", audience::CLOSED, "json_each"),
        ("whether one was closed", audience::ANY_CLOSED, "addresses_closed (company_id=? AND state_at>?)"),
        ("cards of a tag", matching::TAGGED, "SEARCH l "),
        ("cards that refused", matching::REFUSED, "SEARCH s "),
        ("cards that were reported", reports::REPORTED, "SEARCH s "),
        ("the card of a code", search::OF_CODE, "contacts_by_code (company_id=? AND code_key=?)"),
        ("cards of words", matching::BY_WORD_SQLITE, "SCAN contact_search VIRTUAL TABLE INDEX"),
    ] {
        let sql = format!("EXPLAIN QUERY PLAN {}", sql.replace("{list}", "json_each($1)"));
        let explain = Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
        let steps = db.read().query_all_raw(explain).await?;
        let steps: Vec<String> =
            steps.iter().map(|row| row.try_get_by("detail")).collect::<Result<_, _>>()?;
        assert!(steps.first().is_some_and(|step| step.contains(begins)), "{name}: {steps:?}");
        let all = |step: &&String| step.contains("(company_id=?)") && !step.starts_with("SEARCH s ");
        assert!(!steps.iter().any(|step| all(&step)), "{name}: {steps:?}");
    }
    Ok(())
}
