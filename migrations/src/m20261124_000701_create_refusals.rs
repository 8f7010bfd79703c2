use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, small_integer, text};

use crate::dialect::{bytes, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &links(bytes(manager))).await?;
        manager.create_table(events()).await?;
        run(manager, EVENTS_OF_ADDRESS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE consent_events; DROP TABLE refusal_links").await
    }
}

/// Which address of which company a refusal link stands for. The link's token is a keyed hash and is
/// not kept; it is found by its own hash.
fn links(bytes: &str) -> String {
    format!(
        "CREATE TABLE refusal_links (
            token_hash {bytes} NOT NULL PRIMARY KEY,
            company_id BIGINT NOT NULL REFERENCES companies (id),
            channel SMALLINT NOT NULL,
            address TEXT NOT NULL,
            created_at BIGINT NOT NULL)"
    )
}

/// Every word an address said, the proof of each: rows are only added. `before` is the word it replaced.
fn events() -> TableCreateStatement {
    Table::create()
        .table("consent_events")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(small_integer("channel"))
        .col(text("address"))
        .col(small_integer("recipient_kind"))
        .col(small_integer("status").null().take())
        .col(small_integer("before").null().take())
        .col(small_integer("source"))
        .col(big_integer("at"))
        .col(text("proof").null().take())
        .foreign_key(ForeignKey::create().from("consent_events", "company_id").to("companies", "id"))
        .take()
}

const EVENTS_OF_ADDRESS: &str =
    "CREATE INDEX consent_events_of_address ON consent_events (company_id, channel, address, id)";
