use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        manager
            .create_index(Index::create().name("sessions_user_id").table("sessions").col("user_id").take())
            .await?;
        manager
            .create_index(
                Index::create().name("sessions_company_id").table("sessions").col("company_id").take(),
            )
            .await?;
        manager
            .create_index(Index::create().name("sessions_seen_at").table("sessions").col("seen_at").take())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sessions").take()).await
    }
}

/// Where people are signed in; the cookie is stored as its SHA-256.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(big_integer("id").primary_key().take())
        .col(blob("cookie_hash").unique_key().take())
        .col(big_integer("user_id"))
        .col(big_integer_null("company_id"))
        .col(big_integer("created_at"))
        .col(big_integer("seen_at"))
        .col(big_integer("confirmed_at"))
        .col(text("address"))
        .col(text("agent"))
        .foreign_key(
            ForeignKey::create()
                .from("sessions", "user_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from("sessions", "company_id")
                .to("companies", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .take()
}
