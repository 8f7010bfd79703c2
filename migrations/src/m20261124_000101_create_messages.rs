use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &table(is_sqlite(manager))).await?;
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE messages").await
    }
}

/// The hot row of a message, narrow because it changes four times on its way. No foreign keys: rows
/// come and go by the million, and the code that writes them has just read what they point at.
const COLUMNS: &str = "
    company_id BIGINT NOT NULL,
    account_id BIGINT,
    channel SMALLINT NOT NULL,
    purpose SMALLINT NOT NULL,
    class SMALLINT NOT NULL,
    state SMALLINT NOT NULL,
    priority SMALLINT NOT NULL,
    reason SMALLINT,
    flags SMALLINT NOT NULL,
    round SMALLINT NOT NULL,
    attempts SMALLINT NOT NULL,
    fence INTEGER NOT NULL,
    attempt_id BIGINT,
    due_at BIGINT NOT NULL,
    expires_at BIGINT,
    lease_until BIGINT,
    node SMALLINT,
    changed_at BIGINT NOT NULL,
    contact_id BIGINT,
    address_id BIGINT,
    campaign_id BIGINT,
    resend_of BIGINT,
    created_by BIGINT,
    approved_by BIGINT,
    via SMALLINT NOT NULL,
    cost BIGINT,
    cost_currency TEXT";

fn table(sqlite: bool) -> String {
    if sqlite {
        format!("CREATE TABLE messages (id INTEGER PRIMARY KEY, {COLUMNS})")
    } else {
        format!("CREATE TABLE messages (id BIGINT PRIMARY KEY, {COLUMNS}) PARTITION BY RANGE (id)")
    }
}

/// Leased (4) and on the wire (5) last milliseconds: no index follows a message through them but the
/// small one of what is in hand.
const INDEXES: &str = "
    CREATE INDEX messages_waiting ON messages (account_id, priority, due_at, id) WHERE state = 2;
    CREATE INDEX messages_in_hand ON messages (node, lease_until) WHERE lease_until IS NOT NULL;
    CREATE INDEX messages_in_doubt ON messages (id) WHERE state = 6;
    CREATE INDEX messages_expiring ON messages (expires_at) WHERE state IN (1, 3) AND expires_at IS NOT NULL;
    CREATE INDEX messages_of_company ON messages (company_id, state, id) WHERE state NOT IN (4, 5);
    CREATE INDEX messages_of_campaign ON messages (campaign_id, id) WHERE campaign_id IS NOT NULL;
    CREATE INDEX messages_of_contact ON messages (contact_id, id) WHERE contact_id IS NOT NULL";
