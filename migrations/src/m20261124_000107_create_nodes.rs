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
        run(manager, "DROP TABLE nodes").await
    }
}

/// Processes and their node numbers. `latest_at` is the latest instant an id of the node carries: its
/// next holder starts after it, also when the clock went back.
const SQL: &str = "
    CREATE TABLE nodes (
        id SMALLINT PRIMARY KEY,
        holder BIGINT NOT NULL,
        started_at BIGINT NOT NULL,
        leased_until BIGINT NOT NULL,
        latest_at BIGINT NOT NULL)";
