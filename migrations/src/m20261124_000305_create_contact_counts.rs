use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE contact_counts").await
    }
}

/// How many cards of a company that are not deleted have a reach, so that nobody counts a million rows.
const TABLE: &str = "CREATE TABLE contact_counts (
    company_id BIGINT NOT NULL REFERENCES companies (id),
    reach SMALLINT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (company_id, reach))";
