use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, small_integer, text_null};

use crate::dialect::run;
use crate::m20261124_000130_create_account_prices as undated;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(dated_prices()).await?;
        run(manager, DATE).await?;
        manager.drop_table(Table::drop().table("account_prices").take()).await?;
        manager.rename_table(Table::rename().table("dated_prices", "account_prices").take()).await?;
        manager.create_index(one_a_day()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.rename_table(Table::rename().table("account_prices", "dated_prices").take()).await?;
        undated::Migration.up(manager).await?;
        run(manager, FORGET_DAYS).await?;
        manager.drop_table(Table::drop().table("dated_prices").take()).await
    }
}

/// What a provider account charges for a unit, in ten-thousandths of the currency, from a day on (days
/// since 1970-01-01 in Türkiye) until the day before the next entry. No amount: it has no price then.
fn dated_prices() -> TableCreateStatement {
    Table::create()
        .table("dated_prices")
        .col(big_integer("id").primary_key())
        .col(big_integer("company_id"))
        .col(big_integer("account_id"))
        .col(small_integer("unit"))
        .col(integer("valid_from"))
        .col(big_integer_null("amount"))
        .col(text_null("currency"))
        .col(big_integer("updated_at"))
        .foreign_key(ForeignKey::create().from("dated_prices", "company_id").to("companies", "id"))
        .foreign_key(ForeignKey::create().from("dated_prices", "account_id").to("provider_accounts", "id"))
        .take()
}

fn one_a_day() -> IndexCreateStatement {
    Index::create()
        .name("account_prices_by_day")
        .table("account_prices")
        .col("account_id")
        .col("unit")
        .col("valid_from")
        .unique()
        .take()
}

/// A price of before holds since the day it was set.
const DATE: &str = "INSERT INTO dated_prices \
        (id, company_id, account_id, unit, valid_from, amount, currency, updated_at) \
    SELECT id, company_id, account_id, unit, CAST((updated_at + 10800000000) / 86400000000 AS INTEGER), \
        amount, currency, updated_at FROM account_prices";

const FORGET_DAYS: &str = "INSERT INTO account_prices \
        (id, company_id, account_id, unit, amount, currency, updated_at) \
    SELECT id, company_id, account_id, unit, amount, currency, updated_at FROM dated_prices p \
    WHERE amount IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dated_prices n WHERE n.account_id = p.account_id \
        AND n.unit = p.unit AND n.valid_from > p.valid_from)";
