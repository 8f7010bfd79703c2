use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob_null, boolean, integer, integer_null, small_integer,
    small_integer_null, text, text_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(provider_accounts()).await?;
        manager.create_index(of_company()).await?;
        let callback = Index::create()
            .name("provider_accounts_callback")
            .table("provider_accounts")
            .col("callback_hash")
            .unique()
            .take();
        manager.create_index(callback).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("provider_accounts").take()).await
    }
}

fn of_company() -> IndexCreateStatement {
    Index::create()
        .name("provider_accounts_of_company")
        .table("provider_accounts")
        .col("company_id")
        .col("channel")
        .take()
}

/// Connections to providers. `settings` is JSON, `secrets` JSON of sealed values in base64; `version`
/// grows with every change that makes a built provider stale.
fn provider_accounts() -> TableCreateStatement {
    Table::create()
        .table("provider_accounts")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(text("provider"))
        .col(small_integer("channel"))
        .col(text("name"))
        .col(text("settings"))
        .col(text("secrets"))
        .col(integer("descriptor_version"))
        .col(integer("version"))
        .col(small_integer("state"))
        .col(small_integer_null("pause_reason"))
        .col(big_integer_null("paused_at"))
        .col(text_null("pause_code"))
        .col(text_null("pause_text"))
        .col(big_integer_null("throttled_until"))
        .col(blob_null("callback_hash"))
        .col(blob_null("callback_token"))
        .col(boolean("is_default"))
        .col(integer_null("rate_count"))
        .col(integer_null("rate_seconds"))
        .col(big_integer_null("balance"))
        .col(text_null("balance_currency"))
        .col(big_integer_null("balance_at"))
        .col(text("sender_names"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer_null("removed_at"))
        .foreign_key(ForeignKey::create().from("provider_accounts", "company_id").to("companies", "id"))
        .take()
}
