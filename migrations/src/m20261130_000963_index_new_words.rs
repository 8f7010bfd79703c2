use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX addresses_closed; DROP INDEX consents_notices_refused").await
    }
}

/// What each claim asks for: closed addresses (beyond 2, `AddressState::Verified`), and refusals (2) of
/// informational messages (1), by the time since when they are.
const INDEXES: &str = "CREATE INDEX addresses_closed ON addresses (company_id, state_at) WHERE state > 2;
    CREATE INDEX consents_notices_refused ON consents (company_id, at) WHERE class = 1 AND status = 2";
