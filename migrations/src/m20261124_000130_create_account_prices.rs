use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account_prices()).await?;
        manager.create_index(one_each()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("account_prices").take()).await
    }
}

/// What a provider account charges for a unit, in ten-thousandths of the currency. A row of its own for
/// each, so that a price can come to hold from a day on.
fn account_prices() -> TableCreateStatement {
    Table::create()
        .table("account_prices")
        .col(big_integer("id").primary_key())
        .col(big_integer("company_id"))
        .col(big_integer("account_id"))
        .col(small_integer("unit"))
        .col(big_integer("amount"))
        .col(text("currency"))
        .col(big_integer("updated_at"))
        .foreign_key(ForeignKey::create().from("account_prices", "company_id").to("companies", "id"))
        .foreign_key(ForeignKey::create().from("account_prices", "account_id").to("provider_accounts", "id"))
        .take()
}

fn one_each() -> IndexCreateStatement {
    Index::create()
        .name("account_prices_of_account")
        .table("account_prices")
        .col("account_id")
        .col("unit")
        .unique()
        .take()
}
