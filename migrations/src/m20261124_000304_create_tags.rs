use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let end = if is_sqlite(manager) { " WITHOUT ROWID" } else { "" };
        run(manager, TAGS).await?;
        run(manager, &format!("{LINKS}{end}")).await?;
        run(manager, "CREATE INDEX contact_tags_back ON contact_tags (contact_id)").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE contact_tags; DROP TABLE tags").await
    }
}

/// Labels on contacts. `key` is the folded name; `people` counts the cards that are not deleted, kept
/// by whoever puts a tag on or takes it off.
const TAGS: &str = "CREATE TABLE tags (
        id BIGINT PRIMARY KEY,
        company_id BIGINT NOT NULL REFERENCES companies (id),
        name TEXT NOT NULL,
        key TEXT NOT NULL,
        people BIGINT NOT NULL);
    CREATE UNIQUE INDEX tags_once ON tags (company_id, key)";

const LINKS: &str = "CREATE TABLE contact_tags (
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    contact_id BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    PRIMARY KEY (tag_id, contact_id))";
