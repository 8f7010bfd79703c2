use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &format!("{TABLE}; {FILL}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE author_counters").await
    }
}

/// How far the messages of each author came and what they cost, kept with every move that a report shows.
/// `day` is as in `message_counters`, `author` 0 where nobody made it, `outcome` one of
/// `domain::message::Outcome`, `currency` empty without a price, `cost` in ten-thousandths.
const TABLE: &str = "CREATE TABLE author_counters (
    company_id BIGINT NOT NULL,
    day INTEGER NOT NULL,
    author BIGINT NOT NULL,
    channel SMALLINT NOT NULL,
    outcome SMALLINT NOT NULL,
    currency TEXT NOT NULL,
    total BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    PRIMARY KEY (company_id, day, author, channel, outcome, currency))";

/// The messages there are already. Ids carry the milliseconds since 2024-01-01 above their lowest 22 bits;
/// Türkiye is three hours ahead of UTC.
const FILL: &str = "INSERT INTO author_counters \
        (company_id, day, author, channel, outcome, currency, total, cost) \
    SELECT t.company_id, t.day, t.author, t.channel, t.outcome, t.currency, COUNT(*), \
        COALESCE(SUM(t.cost), 0) \
    FROM (SELECT company_id, channel, cost, \
        CAST(((id >> 22) / 1000 + 1704067200 + 10800) / 86400 AS INTEGER) AS day, \
        COALESCE(created_by, 0) AS author, COALESCE(cost_currency, '') AS currency, \
        CASE WHEN state IN (1, 2, 4, 5) THEN 1 WHEN state IN (7, 8) THEN 2 WHEN state IN (9, 10) THEN 3 \
            WHEN state IN (11, 12) THEN 4 WHEN state IN (13, 14) THEN 5 ELSE 6 END AS outcome \
        FROM messages) AS t \
    GROUP BY t.company_id, t.day, t.author, t.channel, t.outcome, t.currency";
