use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQL).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE campaign_reservations; DROP TABLE company_usage; DROP TABLE company_limits")
            .await
    }
}

/// A company's limits, whose row is the lock of those who plan under them; what it has planned, by the day
/// in Türkiye (days since 1970-01-01) of the planning; and what a launched campaign has still to write of
/// what it reserved. Money is in ten-thousandths, measures are channels (1 to 9) and currencies (from 11).
const SQL: &str = "
    CREATE TABLE company_limits (
        company_id BIGINT NOT NULL PRIMARY KEY REFERENCES companies (id),
        sms_day INTEGER,
        sms_month INTEGER,
        whatsapp_day INTEGER,
        whatsapp_month INTEGER,
        email_day INTEGER,
        email_month INTEGER,
        recipients INTEGER,
        money_day BIGINT,
        money_currency TEXT,
        share SMALLINT,
        updated_at BIGINT NOT NULL);
    CREATE TABLE company_usage (
        company_id BIGINT NOT NULL,
        day INTEGER NOT NULL,
        measure SMALLINT NOT NULL,
        used BIGINT NOT NULL,
        PRIMARY KEY (company_id, day, measure));
    CREATE TABLE campaign_reservations (
        campaign_id BIGINT NOT NULL PRIMARY KEY,
        company_id BIGINT NOT NULL,
        day INTEGER NOT NULL,
        channel SMALLINT NOT NULL,
        messages BIGINT NOT NULL,
        cost BIGINT,
        cost_currency TEXT)";
