use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(email_changes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("email_changes").take()).await
    }
}

/// Another address that a person asked for; one at a time. `token_hash` is of the link that went there.
fn email_changes() -> TableCreateStatement {
    Table::create()
        .table("email_changes")
        .col(big_integer("user_id").primary_key().take())
        .col(text("email"))
        .col(blob("token_hash").unique_key().take())
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .from("email_changes", "user_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
