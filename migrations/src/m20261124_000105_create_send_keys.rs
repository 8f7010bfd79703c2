use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kind = if is_sqlite(manager) { "WITHOUT ROWID" } else { "" };
        run(manager, &format!("CREATE TABLE send_keys ({COLUMNS}) {kind}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE send_keys").await
    }
}

/// One row per message ever planned, never partitioned: what makes planning twice harmless.
const COLUMNS: &str = "
    company_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    PRIMARY KEY (company_id, key)";
