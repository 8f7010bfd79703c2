use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Until when the credit lasts by recent use, in days since 1970-01-01 in Türkiye; told anew with
        // each reading, so that lists need not look through them.
        let column = integer_null("credit_until").take();
        manager.alter_table(Table::alter().table("provider_accounts").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("provider_accounts").drop_column("credit_until").take())
            .await
    }
}
