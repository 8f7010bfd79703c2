use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

/// What an address says holds for one legal class of messages; until now it was always 2,
/// `Class::Commercial`.
const UP: &str = "ALTER TABLE consents ADD COLUMN class SMALLINT NOT NULL DEFAULT 2;
    ALTER TABLE consent_events ADD COLUMN class SMALLINT NOT NULL DEFAULT 2;
    DROP INDEX consents_once;
    CREATE UNIQUE INDEX consents_once ON consents (company_id, channel, address, class)";

const DOWN: &str = "DELETE FROM consents WHERE class <> 2;
    DELETE FROM consent_events WHERE class <> 2;
    DROP INDEX consents_once;
    CREATE UNIQUE INDEX consents_once ON consents (company_id, channel, address);
    ALTER TABLE consents DROP COLUMN class;
    ALTER TABLE consent_events DROP COLUMN class";
