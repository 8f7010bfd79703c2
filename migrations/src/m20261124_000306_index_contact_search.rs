use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if is_sqlite(manager) { SQLITE } else { POSTGRES }).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sqlite = "DROP TRIGGER contact_search_in; DROP TRIGGER contact_search_change; \
            DROP TRIGGER contact_search_out; DROP TABLE contact_search";
        run(manager, if is_sqlite(manager) { sqlite } else { "DROP INDEX contacts_by_word" }).await
    }
}

/// The words of `contacts.search`, each with its company in front (`17xyilmaz`), so that the beginning
/// of a word leads to the cards of one company and to no others. An index without a copy of the text.
const SQLITE: &str = "
    CREATE VIRTUAL TABLE contact_search USING fts5(words, content = '', contentless_delete = 1,
        detail = none, tokenize = 'unicode61 remove_diacritics 0 tokenchars ''<''');
    CREATE TRIGGER contact_search_in AFTER INSERT ON contacts BEGIN
        INSERT INTO contact_search (rowid, words) VALUES (new.id,
            new.company_id || 'x' || replace(new.search, ' ', ' ' || new.company_id || 'x'));
    END;
    CREATE TRIGGER contact_search_change AFTER UPDATE OF search ON contacts
    WHEN old.search <> new.search BEGIN
        INSERT OR REPLACE INTO contact_search (rowid, words) VALUES (new.id,
            new.company_id || 'x' || replace(new.search, ' ', ' ' || new.company_id || 'x'));
    END;
    CREATE TRIGGER contact_search_out AFTER DELETE ON contacts BEGIN
        DELETE FROM contact_search WHERE rowid = old.id;
    END";

const POSTGRES: &str =
    "CREATE INDEX contacts_by_word ON contacts USING gin (array_to_tsvector(string_to_array(
    company_id::text || 'x' || replace(search, ' ', ' ' || company_id::text || 'x'), ' ')))";
