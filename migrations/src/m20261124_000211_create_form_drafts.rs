use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(form_drafts()).await?;
        manager
            .create_index(
                Index::create().name("form_drafts_expires_at").table("form_drafts").col("expires_at").take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("form_drafts").take()).await
    }
}

/// Forms that failed without JavaScript, for ten minutes; never their secrets.
fn form_drafts() -> TableCreateStatement {
    Table::create()
        .table("form_drafts")
        .col(big_integer("id").primary_key().take())
        .col(blob("token_hash").unique_key().take())
        .col(text("path"))
        .col(text("fields"))
        .col(text("failure"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .take()
}
