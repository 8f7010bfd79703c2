use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, integer, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(callbacks()).await?;
        let due = Index::create().name("callbacks_due").table("callbacks").col("state").col("next_at").take();
        manager.create_index(due).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("callbacks").take()).await
    }
}

/// What providers called with, byte by byte, until it is applied or 48 hours old.
fn callbacks() -> TableCreateStatement {
    Table::create()
        .table("callbacks")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("account_id"))
        .col(text("method"))
        .col(text("query"))
        .col(text("headers"))
        .col(blob("body"))
        .col(small_integer("state"))
        .col(integer("tries"))
        .col(big_integer("received_at"))
        .col(big_integer_null("next_at"))
        .foreign_key(ForeignKey::create().from("callbacks", "account_id").to("provider_accounts", "id"))
        .take()
}
