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
        run(manager, DEFAULTS).await?;
        run(manager, FUNCTIONS).await?;
        run(manager, "SELECT extend_ledger(now(), 3)").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if is_sqlite(manager) {
            return Ok(());
        }
        run(manager, "DROP FUNCTION extend_ledger; DROP FUNCTION add_ledger_partition").await
    }
}

/// What no month covers lands here, so that no message is refused.
const DEFAULTS: &str = "
    CREATE TABLE messages_default PARTITION OF messages DEFAULT;
    CREATE TABLE message_bodies_default PARTITION OF message_bodies DEFAULT;
    CREATE TABLE message_events_default PARTITION OF message_events DEFAULT;
    CREATE TABLE message_attempts_default PARTITION OF message_attempts DEFAULT";

/// Ids carry the milliseconds since 2024-01-01 (epoch 1704067200) above their lowest 22 bits.
///
/// A month that already has rows in the default partition takes them over. Queue rows die young, so
/// the vacuum comes after one row in a hundred instead of one in five.
const FUNCTIONS: &str = "
    CREATE FUNCTION add_ledger_partition(parent text, key text, month timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
        child text := parent || to_char(month AT TIME ZONE 'UTC', '\"_p\"YYYY\"_\"MM');
        next_month timestamptz := (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
        low bigint := (extract(epoch FROM month)::bigint - 1704067200) * 1000 << 22;
        high bigint := (extract(epoch FROM next_month)::bigint - 1704067200) * 1000 << 22;
    BEGIN
        IF to_regclass(child) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS) WITH (autovacuum_vacuum_scale_factor = 0.01, '
            'autovacuum_vacuum_insert_scale_factor = 0.1, fillfactor = 90)', child, parent);
        EXECUTE format('WITH early AS (DELETE FROM %I WHERE %I >= %s AND %I < %s RETURNING *) '
            'INSERT INTO %I SELECT * FROM early', parent || '_default', key, low, key, high, child);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
            parent, child, low, high);
    END $$;

    CREATE FUNCTION extend_ledger(start timestamptz, months_ahead integer) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
        first timestamp := date_trunc('month', start AT TIME ZONE 'UTC');
        month timestamptz;
    BEGIN
        PERFORM pg_advisory_xact_lock(727002);
        FOR ahead IN 0..months_ahead LOOP
            month := (first + make_interval(months => ahead)) AT TIME ZONE 'UTC';
            PERFORM add_ledger_partition('messages', 'id', month);
            PERFORM add_ledger_partition('message_bodies', 'message_id', month);
            PERFORM add_ledger_partition('message_events', 'message_id', month);
            PERFORM add_ledger_partition('message_attempts', 'id', month);
        END LOOP;
    END $$";
