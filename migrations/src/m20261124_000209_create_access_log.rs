use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(access_log()).await?;
        manager
            .create_index(
                Index::create()
                    .name("access_log_user_id_id")
                    .table("access_log")
                    .col("user_id")
                    .col("id")
                    .take(),
            )
            .await?;
        manager.create_index(Index::create().name("access_log_at").table("access_log").col("at").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("access_log").take()).await
    }
}

/// Sign-ins and what belongs to them, for their owner to read.
fn access_log() -> TableCreateStatement {
    Table::create()
        .table("access_log")
        .col(big_integer("id").primary_key().take())
        .col(big_integer_null("user_id"))
        .col(big_integer_null("company_id"))
        .col(small_integer("kind"))
        .col(big_integer("at"))
        .col(text("address"))
        .col(text("agent"))
        .take()
}
