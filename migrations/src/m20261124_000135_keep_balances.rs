use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Prepaid packages as JSON, since when the balance could not be read, and when the account was last
        // let go: what failed for want of credit before says nothing of now.
        let columns =
            [text_null("packages"), big_integer_null("balance_failed_since"), big_integer_null("resumed_at")];
        for mut column in columns {
            manager
                .alter_table(Table::alter().table("provider_accounts").add_column(column.take()).take())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["packages", "balance_failed_since", "resumed_at"] {
            manager.alter_table(Table::alter().table("provider_accounts").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
