use sea_orm_migration::prelude::*;

use crate::dialect::{by_bytes, is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = if is_sqlite(manager) { "INTEGER" } else { "BIGINT" };
        run(manager, &TABLE.replace("{id}", id).replace("{by bytes}", by_bytes(manager))).await?;
        run(manager, "CREATE UNIQUE INDEX addresses_once ON addresses (company_id, kind, key)").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE addresses").await
    }
}

/// Phone numbers and e-mail addresses, each once in a company however many cards share it. `key` is what
/// consents compare; `written` is an e-mail address as it was typed where that differs.
const TABLE: &str = "CREATE TABLE addresses (
    id {id} PRIMARY KEY,
    company_id BIGINT NOT NULL REFERENCES companies (id),
    kind SMALLINT NOT NULL,
    key TEXT {by bytes} NOT NULL,
    written TEXT,
    source SMALLINT NOT NULL,
    since BIGINT NOT NULL,
    state SMALLINT NOT NULL,
    state_at BIGINT NOT NULL)";
