use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // 2 is `ConsentStatus::Refused`.
        let refusals = "CREATE INDEX consents_refused ON consents (company_id, address) WHERE status = 2";
        run(manager, refusals).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX consents_refused").await
    }
}
