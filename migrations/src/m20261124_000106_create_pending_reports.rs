use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQL).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE pending_reports").await
    }
}

/// Provider reports on messages not known yet: they may arrive before the answer that names them.
const SQL: &str = "
    CREATE TABLE pending_reports (
        id BIGINT PRIMARY KEY,
        account_id BIGINT NOT NULL,
        subject SMALLINT NOT NULL,
        reference TEXT NOT NULL,
        state SMALLINT NOT NULL,
        reason SMALLINT,
        code TEXT,
        text TEXT,
        at BIGINT NOT NULL,
        tries SMALLINT NOT NULL,
        next_try_at BIGINT NOT NULL,
        received_at BIGINT NOT NULL);
    CREATE UNIQUE INDEX pending_reports_once ON pending_reports (account_id, subject, reference, state);
    CREATE INDEX pending_reports_next_try ON pending_reports (next_try_at)";
