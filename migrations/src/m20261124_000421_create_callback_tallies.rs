use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer_null, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(callback_tallies()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("callback_tallies").take()).await
    }
}

/// How the calls of an account's provider went, and what it said when it was told their address.
fn callback_tallies() -> TableCreateStatement {
    Table::create()
        .table("callback_tallies")
        .col(big_integer("account_id").primary_key().take())
        .col(big_integer("taken").default(0).take())
        .col(big_integer_null("taken_at"))
        .col(big_integer("refused").default(0).take())
        .col(big_integer_null("refused_at"))
        .col(big_integer_null("told_at"))
        .col(integer_null("told_version"))
        .col(text_null("told_base"))
        .col(text_null("told_refusal"))
        .foreign_key(
            ForeignKey::create().from("callback_tallies", "account_id").to("provider_accounts", "id"),
        )
        .take()
}
