use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One table ordered by message, so that a history is read in one place without an index.
        let kind = if is_sqlite(manager) { "WITHOUT ROWID" } else { "PARTITION BY RANGE (message_id)" };
        run(manager, &format!("CREATE TABLE message_events ({COLUMNS}) {kind}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE message_events").await
    }
}

/// `id` names an act that may have moved many messages at once; with the message it is the key.
/// `reported` is what the provider said when that differs from where the message went.
const COLUMNS: &str = "
    message_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    from_state SMALLINT,
    to_state SMALLINT NOT NULL,
    cause SMALLINT NOT NULL,
    reason SMALLINT,
    reported SMALLINT,
    flags SMALLINT NOT NULL,
    attempt_id BIGINT,
    actor_id BIGINT,
    code TEXT,
    text TEXT,
    PRIMARY KEY (message_id, id)";
