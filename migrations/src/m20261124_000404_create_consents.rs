use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, small_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(consents()).await?;
        let once = Index::create()
            .name("consents_once")
            .table("consents")
            .col("company_id")
            .col("channel")
            .col("address")
            .unique()
            .take();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("consents").take()).await
    }
}

/// The last word of an address on commercial messages of a company: given or refused.
fn consents() -> TableCreateStatement {
    Table::create()
        .table("consents")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(small_integer("channel"))
        .col(text("address"))
        .col(small_integer("recipient_kind"))
        .col(small_integer("status"))
        .col(small_integer("source"))
        .col(big_integer("at"))
        .col(text_null("proof"))
        .foreign_key(ForeignKey::create().from("consents", "company_id").to("companies", "id"))
        .take()
}
