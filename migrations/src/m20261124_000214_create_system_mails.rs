use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob_null, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(system_mails()).await?;
        manager
            .create_index(
                Index::create()
                    .name("system_mails_taken_at_id")
                    .table("system_mails")
                    .col("taken_at")
                    .col("id")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("system_mails").take()).await
    }
}

/// Mails of the platform itself on their way; `parameters` are sealed and wiped when taken.
fn system_mails() -> TableCreateStatement {
    Table::create()
        .table("system_mails")
        .col(big_integer("id").primary_key().take())
        .col(small_integer("kind"))
        .col(text("recipient"))
        .col(text("lang"))
        .col(blob_null("parameters"))
        .col(big_integer("created_at"))
        .col(big_integer_null("taken_at"))
        .take()
}
