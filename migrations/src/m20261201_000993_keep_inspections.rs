use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // When everything about an account was last looked at, and what was found, as JSON.
        let column = text_null("last_inspection").take();
        manager.alter_table(Table::alter().table("provider_accounts").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table("provider_accounts").drop_column("last_inspection").take();
        manager.alter_table(table).await
    }
}
