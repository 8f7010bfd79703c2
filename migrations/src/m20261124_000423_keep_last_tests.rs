use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // When an account's settings were last tried, and what came of it, as JSON.
        let column = text_null("last_test").take();
        manager.alter_table(Table::alter().table("provider_accounts").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("provider_accounts").drop_column("last_test").take()).await
    }
}
