use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let end = if is_sqlite(manager) { " WITHOUT ROWID" } else { "" };
        run(manager, &format!("{TABLE}{end}; {INDEXES}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE campaign_left_out").await
    }
}

/// Whom a launch left out, in the order in which its audience was walked through. `address` is E.164 or an
/// e-mail address, empty where the card has none. Rows come by the hundred thousand, so no foreign keys.
const TABLE: &str = "CREATE TABLE campaign_left_out (
    campaign_id BIGINT NOT NULL,
    place INTEGER NOT NULL,
    company_id BIGINT NOT NULL,
    reason SMALLINT NOT NULL,
    contact_id BIGINT,
    address TEXT NOT NULL,
    PRIMARY KEY (campaign_id, place))";

const INDEXES: &str = "
    CREATE INDEX campaign_left_out_reason ON campaign_left_out (campaign_id, reason, place);
    CREATE INDEX campaign_left_out_contact ON campaign_left_out (contact_id) WHERE contact_id IS NOT NULL";
