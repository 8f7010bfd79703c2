use sea_orm_migration::prelude::*;

use crate::dialect::{by_bytes, is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = if is_sqlite(manager) { "INTEGER" } else { "BIGINT" };
        run(manager, &TABLE.replace("{id}", id).replace("{by bytes}", by_bytes(manager))).await?;
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE contacts").await
    }
}

/// People and firms. Keys are folded texts of `domain::turkish::fold`, made when a card is saved:
/// `name_key` is the order of lists, `search` holds the words of `domain::contacts::search_words`.
/// `reach` says which addresses a card has: 0 none, 1 phones, 2 e-mails, 3 both.
const TABLE: &str = "CREATE TABLE contacts (
    id {id} PRIMARY KEY,
    company_id BIGINT NOT NULL REFERENCES companies (id),
    kind SMALLINT NOT NULL,
    given_name TEXT,
    family_name TEXT,
    title TEXT,
    code TEXT,
    code_key TEXT,
    tax_number TEXT,
    city TEXT,
    lang TEXT NOT NULL,
    recipient_kind SMALLINT NOT NULL,
    notes TEXT,
    name_key TEXT {by bytes} NOT NULL,
    search TEXT NOT NULL,
    reach SMALLINT NOT NULL,
    source SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT)";

/// Lists read up to four ranges, one for each reach, and merge them: so one index serves every filter on
/// addresses. Deleted cards are in none.
const INDEXES: &str = "
    CREATE INDEX contacts_by_name ON contacts (company_id, reach, name_key, id) WHERE deleted_at IS NULL;
    CREATE INDEX contacts_by_age ON contacts (company_id, reach, id) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX contacts_by_code ON contacts (company_id, code_key)
        WHERE deleted_at IS NULL AND code_key IS NOT NULL;
    CREATE INDEX contacts_deleted ON contacts (company_id, deleted_at) WHERE deleted_at IS NOT NULL";
