use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let end = if is_sqlite(manager) { " WITHOUT ROWID" } else { "" };
        run(manager, &format!("{TABLE}{end}")).await?;
        run(manager, "CREATE INDEX contact_addresses_back ON contact_addresses (address_id, contact_id)")
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE contact_addresses").await
    }
}

/// Which cards an address is on. `place` is its place on the card, `since` when it came there.
const TABLE: &str = "CREATE TABLE contact_addresses (
    contact_id BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    address_id BIGINT NOT NULL REFERENCES addresses (id),
    role SMALLINT NOT NULL,
    place SMALLINT NOT NULL,
    source SMALLINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (contact_id, address_id))";
