use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, small_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(balance_readings()).await?;
        manager.create_index(of_account()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("balance_readings").take()).await
    }
}

/// What was left on provider accounts whenever their providers told: money in ten-thousandths of the
/// currency, packages as JSON. `mode` is the company's of that moment, since a stand-in's credit has
/// nothing to do with the provider's. Thinned out with age.
fn balance_readings() -> TableCreateStatement {
    Table::create()
        .table("balance_readings")
        .col(big_integer("id").primary_key())
        .col(big_integer("company_id"))
        .col(big_integer("account_id"))
        .col(small_integer("mode"))
        .col(big_integer("read_at"))
        .col(big_integer_null("money"))
        .col(text_null("currency"))
        .col(text("packages"))
        .foreign_key(ForeignKey::create().from("balance_readings", "company_id").to("companies", "id"))
        .foreign_key(
            ForeignKey::create().from("balance_readings", "account_id").to("provider_accounts", "id"),
        )
        .take()
}

fn of_account() -> IndexCreateStatement {
    Index::create()
        .name("balance_readings_of_account")
        .table("balance_readings")
        .col("account_id")
        .col("read_at")
        .take()
}
