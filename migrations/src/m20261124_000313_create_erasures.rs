use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let end = if is_sqlite(manager) { " WITHOUT ROWID" } else { "" };
        run(manager, &format!("{TABLE}{end}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE erasures").await
    }
}

/// Whom a company erased at their own request. `mark` is the beginning of a keyed hash of a phone number,
/// an e-mail address or a customer code: nobody can read it, and a list cannot bring the person back.
const TABLE: &str = "CREATE TABLE erasures (
    company_id BIGINT NOT NULL REFERENCES companies (id),
    mark BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, mark))";
