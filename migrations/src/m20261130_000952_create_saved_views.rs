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
        run(manager, "DROP INDEX messages_repeated; DROP TABLE saved_views").await
    }
}

/// Filters of the list of messages that a member gave a name; they go with the seat. `key` is the folded
/// name, `filter` JSON of `domain::messages::MessageQuery`. What was sent once more is found by what it
/// repeats: few messages are repeats, so the index costs the others nothing.
const SQL: &str = "
    CREATE TABLE saved_views (
        id BIGINT PRIMARY KEY,
        membership_id BIGINT NOT NULL REFERENCES memberships (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        key TEXT NOT NULL,
        filter TEXT NOT NULL,
        created_at BIGINT NOT NULL);
    CREATE UNIQUE INDEX saved_views_once ON saved_views (membership_id, key);
    CREATE INDEX messages_repeated ON messages (resend_of) WHERE resend_of IS NOT NULL";
