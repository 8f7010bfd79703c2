use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if is_sqlite(manager) { SQLITE } else { POSTGRES }).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX message_bodies_by_recipient").await
    }
}

/// Recipients in small letters, and of one recipient the messages in their order: in SQLite an index ends
/// with the row's id by itself.
const SQLITE: &str = "CREATE INDEX message_bodies_by_recipient ON message_bodies (lower(recipient))";

const POSTGRES: &str = "CREATE INDEX message_bodies_by_recipient ON message_bodies \
    (lower(recipient COLLATE \"C\"), message_id)";
