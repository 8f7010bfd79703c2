use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, integer, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(data_keys()).await?;
        manager
            .create_index(
                Index::create()
                    .name("data_keys_scope_owner_id_version")
                    .table("data_keys")
                    .col("scope")
                    .col("owner_id")
                    .col("version")
                    .unique()
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("data_keys").take()).await
    }
}

/// Data keys wrapped by a master key; `owner_id` 0 is the platform.
fn data_keys() -> TableCreateStatement {
    Table::create()
        .table("data_keys")
        .col(big_integer("id").primary_key().take())
        .col(small_integer("scope"))
        .col(big_integer("owner_id"))
        .col(integer("version"))
        .col(text("master_key"))
        .col(blob("wrapped"))
        .col(big_integer("created_at"))
        .take()
}
