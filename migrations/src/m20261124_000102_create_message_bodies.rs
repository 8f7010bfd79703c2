use sea_orm_migration::prelude::*;

use crate::dialect::{bytes, is_sqlite, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &bodies(is_sqlite(manager))).await?;
        run(manager, &contents(bytes(manager))).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE message_contents; DROP TABLE message_bodies").await
    }
}

/// `text` is the final text of an SMS or WhatsApp message; an e-mail keeps its content's id and the
/// parameters (JSON) instead.
const BODY: &str = "
    recipient TEXT NOT NULL,
    sender TEXT,
    subject TEXT,
    text TEXT,
    content_id BIGINT,
    params TEXT";

fn bodies(sqlite: bool) -> String {
    if sqlite {
        format!("CREATE TABLE message_bodies (message_id INTEGER PRIMARY KEY, {BODY})")
    } else {
        format!(
            "CREATE TABLE message_bodies (message_id BIGINT PRIMARY KEY, {BODY}) \
             PARTITION BY RANGE (message_id)"
        )
    }
}

/// E-mail contents never change; equal ones of a company are one row.
fn contents(bytes: &str) -> String {
    format!(
        "CREATE TABLE message_contents (
            id BIGINT PRIMARY KEY,
            company_id BIGINT NOT NULL,
            subject TEXT NOT NULL,
            html TEXT,
            text TEXT,
            sha256 {bytes} NOT NULL,
            created_at BIGINT NOT NULL);
        CREATE UNIQUE INDEX message_contents_once ON message_contents (company_id, sha256)"
    )
}
