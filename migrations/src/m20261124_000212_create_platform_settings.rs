use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(platform_settings()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("platform_settings").take()).await
    }
}

/// One row (id 1): the operator's brand.
fn platform_settings() -> TableCreateStatement {
    Table::create()
        .table("platform_settings")
        .col(big_integer("id").primary_key().take())
        .col(text("brand"))
        .col(text("contact"))
        .col(big_integer("company_id"))
        .col(blob("pepper"))
        .col(big_integer_null("first_user_at"))
        .col(big_integer("created_at"))
        .take()
}
