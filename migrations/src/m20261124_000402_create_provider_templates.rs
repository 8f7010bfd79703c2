use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(provider_templates()).await?;
        let once = Index::create()
            .name("provider_templates_once")
            .table("provider_templates")
            .col("account_id")
            .col("name")
            .col("language")
            .unique()
            .take();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("provider_templates").take()).await
    }
}

/// Templates that a provider keeps, as last read from it. `shape` is JSON: header, body, variables,
/// footer, buttons.
fn provider_templates() -> TableCreateStatement {
    Table::create()
        .table("provider_templates")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(big_integer("account_id"))
        .col(text("provider_ref"))
        .col(text("name"))
        .col(text("language"))
        .col(text("category"))
        .col(text("status"))
        .col(text("quality"))
        .col(text("shape"))
        .col(big_integer("synced_at"))
        .foreign_key(
            ForeignKey::create().from("provider_templates", "account_id").to("provider_accounts", "id"),
        )
        .take()
}
