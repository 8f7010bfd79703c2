use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = if is_sqlite(manager) { "INTEGER" } else { "BIGINT" };
        run(manager, &TABLE.replace("{id}", id)).await?;
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE address_reports").await
    }
}

/// "This number is not mine", as whoever reads there said by the link of a message. `before` is what was
/// known of the address until then.
const TABLE: &str = "CREATE TABLE address_reports (
    id {id} PRIMARY KEY,
    address_id BIGINT NOT NULL REFERENCES addresses (id) ON DELETE CASCADE,
    company_id BIGINT NOT NULL REFERENCES companies (id),
    channel SMALLINT NOT NULL,
    before SMALLINT NOT NULL,
    at BIGINT NOT NULL,
    proof TEXT NOT NULL,
    taken_back_at BIGINT)";

const INDEXES: &str = "CREATE INDEX address_reports_of_address ON address_reports (address_id, id);
    CREATE INDEX address_reports_standing ON address_reports (company_id, address_id) WHERE taken_back_at IS NULL";
