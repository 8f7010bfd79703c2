use sea_orm_migration::prelude::*;

use crate::dialect::{bytes, is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = columns(bytes(manager));
        let table = if is_sqlite(manager) {
            format!("CREATE TABLE message_attempts (id INTEGER PRIMARY KEY, {columns})")
        } else {
            format!(
                "CREATE TABLE message_attempts (id BIGINT PRIMARY KEY, {columns}) PARTITION BY RANGE (id)"
            )
        };
        run(manager, &table).await?;
        run(manager, INDEX).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE message_attempts").await
    }
}

/// The id is our own reference towards the provider. `outcome` is the state the answer meant; `call_id`
/// joins the attempts that left in one call; `sha256` is of the bytes sent.
fn columns(bytes: &str) -> String {
    format!(
        "message_id BIGINT NOT NULL,
        account_id BIGINT NOT NULL,
        node SMALLINT NOT NULL,
        fence INTEGER NOT NULL,
        call_id BIGINT,
        started_at BIGINT NOT NULL,
        finished_at BIGINT,
        outcome SMALLINT,
        provider_ref TEXT,
        sha256 {bytes}"
    )
}

const INDEX: &str = "CREATE INDEX message_attempts_provider_ref \
    ON message_attempts (account_id, provider_ref) WHERE provider_ref IS NOT NULL";
