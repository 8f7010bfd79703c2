use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(credit_thresholds()).await?;
        manager.create_index(one_each()).await?;
        manager.create_index(of_company()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("credit_thresholds").take()).await
    }
}

/// How little of a unit (`money:TRY`, `pieces:Adet SMS`) may be left on an account before somebody is
/// told, in pieces or ten-thousandths of the currency, and since when so little is left.
fn credit_thresholds() -> TableCreateStatement {
    Table::create()
        .table("credit_thresholds")
        .col(big_integer("id").primary_key())
        .col(big_integer("company_id"))
        .col(big_integer("account_id"))
        .col(text("unit"))
        .col(big_integer("least"))
        .col(big_integer_null("low_since"))
        .col(big_integer("updated_at"))
        .foreign_key(ForeignKey::create().from("credit_thresholds", "company_id").to("companies", "id"))
        .foreign_key(
            ForeignKey::create().from("credit_thresholds", "account_id").to("provider_accounts", "id"),
        )
        .take()
}

fn one_each() -> IndexCreateStatement {
    Index::create()
        .name("credit_thresholds_of_account")
        .table("credit_thresholds")
        .col("account_id")
        .col("unit")
        .unique()
        .take()
}

fn of_company() -> IndexCreateStatement {
    Index::create().name("credit_thresholds_of_company").table("credit_thresholds").col("company_id").take()
}
