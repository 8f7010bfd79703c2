use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(invitations()).await?;
        manager
            .create_index(
                Index::create()
                    .name("invitations_company_id_created_at")
                    .table("invitations")
                    .col("company_id")
                    .col("created_at")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("invitations").take()).await
    }
}

/// Open doors into a company; the token of the mail is stored as its SHA-256.
fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(blob("token_hash").unique_key().take())
        .col(text("email"))
        .col(text("email_key"))
        .col(small_integer("role"))
        .col(big_integer("invited_by"))
        .col(text("lang"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .col(big_integer_null("used_by"))
        .col(big_integer_null("withdrawn_at"))
        .foreign_key(
            ForeignKey::create()
                .from("invitations", "company_id")
                .to("companies", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
