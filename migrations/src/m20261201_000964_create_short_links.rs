use sea_orm_migration::prelude::*;

use crate::dialect::{bytes, is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (id, no) = if is_sqlite(manager) { ("INTEGER", "0") } else { ("BIGINT", "FALSE") };
        run(manager, &COUNTERS.replace("{id}", id)).await?;
        run(manager, &LINKS.replace("{bytes}", bytes(manager))).await?;
        run(manager, INDEXES).await?;
        run(manager, &SWITCH.replace("{no}", no)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

/// How often an address of a campaign was opened; campaign 0 is for messages that belong to none, and an
/// empty address for those that differ from person to person.
const COUNTERS: &str = "CREATE TABLE short_link_counters (
    id {id} PRIMARY KEY,
    company_id BIGINT NOT NULL REFERENCES companies (id),
    campaign_id BIGINT NOT NULL,
    address TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    opened BIGINT NOT NULL)";

/// Where short addresses lead. The codes themselves are not kept.
const LINKS: &str = "CREATE TABLE short_links (
    code_hash {bytes} PRIMARY KEY,
    company_id BIGINT NOT NULL REFERENCES companies (id),
    counter_id BIGINT NOT NULL REFERENCES short_link_counters (id),
    contact_id BIGINT,
    target TEXT NOT NULL,
    expires_at BIGINT NOT NULL)";

const INDEXES: &str =
    "CREATE UNIQUE INDEX short_link_counters_once ON short_link_counters (company_id, campaign_id, address);
    CREATE INDEX short_link_counters_newest ON short_link_counters (company_id, id);
    CREATE INDEX short_links_of_contact ON short_links (contact_id) WHERE contact_id IS NOT NULL;
    CREATE INDEX short_links_expire ON short_links (expires_at)";

const SWITCH: &str = "ALTER TABLE companies ADD COLUMN short_links BOOLEAN NOT NULL DEFAULT {no}";

const DOWN: &str = "ALTER TABLE companies DROP COLUMN short_links;
    DROP TABLE short_links;
    DROP TABLE short_link_counters";
