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
        run(manager, "DROP TABLE campaign_counters; DROP TABLE message_counters").await
    }
}

/// How many messages stand where, kept with every move. `day` counts days since 1970-01-01 in Türkiye
/// and is that of the message's making, so a message stays on its day.
const SQL: &str = "
    CREATE TABLE message_counters (
        company_id BIGINT NOT NULL,
        day INTEGER NOT NULL,
        channel SMALLINT NOT NULL,
        state SMALLINT NOT NULL,
        total BIGINT NOT NULL,
        PRIMARY KEY (company_id, day, channel, state));
    CREATE TABLE campaign_counters (
        company_id BIGINT NOT NULL,
        campaign_id BIGINT NOT NULL,
        state SMALLINT NOT NULL,
        total BIGINT NOT NULL,
        PRIMARY KEY (company_id, campaign_id, state))";
