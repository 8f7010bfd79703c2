use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(api_requests()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("api_requests").take()).await
    }
}

/// What was asked under a key, as a keyed hash: the same key with another body is a mistake.
fn api_requests() -> TableCreateStatement {
    Table::create()
        .table("api_requests")
        .col(big_integer("company_id"))
        .col(text("key"))
        .col(blob("body_hash"))
        .col(big_integer("created_at"))
        .primary_key(Index::create().col("company_id").col("key"))
        .foreign_key(ForeignKey::create().from("api_requests", "company_id").to("companies", "id"))
        .take()
}
