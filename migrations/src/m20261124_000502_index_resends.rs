use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Few messages are repeats, so this costs the others nothing.
const INDEX: &str =
    "CREATE INDEX messages_resent ON messages (campaign_id, resend_of) WHERE resend_of IS NOT NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEX).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX messages_resent").await
    }
}
