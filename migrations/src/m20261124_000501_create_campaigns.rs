use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, small_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(campaigns()).await?;
        let newest = Index::create()
            .name("campaigns_of_company")
            .table("campaigns")
            .col("company_id")
            .col("id")
            .take();
        manager.create_index(newest).await?;
        manager
            .create_index(Index::create().name("campaigns_state").table("campaigns").col("state").take())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("campaigns").take()).await
    }
}

/// Sends to many. Audience, content and exclusions are JSON of `domain::campaigns`.
fn campaigns() -> TableCreateStatement {
    Table::create()
        .table("campaigns")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(text("name"))
        .col(small_integer("state"))
        .col(small_integer("channel"))
        .col(text("audience"))
        .col(text_null("content"))
        .col(integer("round"))
        .col(big_integer("created_at"))
        .col(big_integer("created_by"))
        .col(big_integer_null("scheduled_at"))
        .col(big_integer_null("launched_at"))
        .col(big_integer_null("launched_by"))
        .col(big_integer_null("approved_by"))
        .col(big_integer_null("release_at"))
        .col(text_null("excluded"))
        .col(integer("version"))
        .col(big_integer_null("stopped_before"))
        .col(big_integer_null("lease_until"))
        .foreign_key(ForeignKey::create().from("campaigns", "company_id").to("companies", "id"))
        .take()
}
