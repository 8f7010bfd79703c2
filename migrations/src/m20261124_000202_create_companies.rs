use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob_null, small_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(companies()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("companies").take()).await
    }
}

/// Tenants with the legal profile the law asks for; `national_id` is sealed.
fn companies() -> TableCreateStatement {
    Table::create()
        .table("companies")
        .col(big_integer("id").primary_key().take())
        .col(text("name"))
        .col(small_integer("kind"))
        .col(small_integer("mode"))
        .col(text_null("trade_name"))
        .col(text_null("tax_office"))
        .col(text_null("tax_number"))
        .col(text_null("mersis"))
        .col(blob_null("national_id"))
        .col(text_null("address"))
        .col(text_null("phone"))
        .col(text_null("kep"))
        .col(text_null("privacy_contact"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer_null("closed_at"))
        .take()
}
