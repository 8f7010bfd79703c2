use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, blob_null, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(password_resets()).await?;
        manager
            .create_index(
                Index::create()
                    .name("password_resets_user_id")
                    .table("password_resets")
                    .col("user_id")
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("password_resets_expires_at")
                    .table("password_resets")
                    .col("expires_at")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("password_resets").take()).await
    }
}

/// `token_hash` is of the mailed link, `cookie_hash` of what replaced it at the first opening.
fn password_resets() -> TableCreateStatement {
    Table::create()
        .table("password_resets")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("user_id"))
        .col(blob("token_hash").unique_key().take())
        .col(blob_null("cookie_hash").unique_key().take())
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("opened_at"))
        .col(big_integer_null("used_at"))
        .col(text("address"))
        .foreign_key(
            ForeignKey::create()
                .from("password_resets", "user_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
