use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, integer, small_integer};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sign_in_tries()).await?;
        manager
            .create_index(
                Index::create()
                    .name("sign_in_tries_failed_at")
                    .table("sign_in_tries")
                    .col("failed_at")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sign_in_tries").take()).await
    }
}

/// Back-off counters; `subject` is a keyed hash of an account, an address or both.
fn sign_in_tries() -> TableCreateStatement {
    Table::create()
        .table("sign_in_tries")
        .col(small_integer("scope"))
        .col(blob("subject"))
        .col(integer("failures"))
        .col(big_integer("failed_at"))
        .col(big_integer("blocked_until"))
        .primary_key(Index::create().col("scope").col("subject"))
        .take()
}
