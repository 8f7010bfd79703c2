use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if is_sqlite(manager) {
            return Ok(());
        }
        run(manager, FUNCTION).await
    }

    /// The function before this one did the same with less care, and goes with its own migration.
    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}

/// Lets writers finish before a month gets tables of its own, and makes later ones wait: one that had already
/// chosen the default partition would be refused by it (23514) once the month is taken out of it. The tables
/// are locked in the order in which messages are written into them. When nothing is missing, nobody waits.
const FUNCTION: &str = "
    CREATE OR REPLACE FUNCTION extend_ledger(start timestamptz, months_ahead integer) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
        first timestamp := date_trunc('month', start AT TIME ZONE 'UTC');
        month timestamptz;
    BEGIN
        PERFORM pg_advisory_xact_lock(727002);
        FOR ahead IN 0..months_ahead LOOP
            month := (first + make_interval(months => ahead)) AT TIME ZONE 'UTC';
            CONTINUE WHEN to_regclass('message_attempts' || to_char(month AT TIME ZONE 'UTC', '\"_p\"YYYY\"_\"MM')) IS NOT NULL;
            LOCK TABLE messages, message_bodies, message_events, message_attempts IN SHARE ROW EXCLUSIVE MODE;
            PERFORM add_ledger_partition('messages', 'id', month);
            PERFORM add_ledger_partition('message_bodies', 'message_id', month);
            PERFORM add_ledger_partition('message_events', 'message_id', month);
            PERFORM add_ledger_partition('message_attempts', 'id', month);
        END LOOP;
    END $$";
