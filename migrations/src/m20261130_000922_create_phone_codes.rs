use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(phone_codes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("phone_codes").take()).await
    }
}

/// A code on its way to a person's phone; one at a time. `code_hash` is keyed: six digits are few.
fn phone_codes() -> TableCreateStatement {
    Table::create()
        .table("phone_codes")
        .col(big_integer("user_id").primary_key().take())
        .col(text("phone"))
        .col(blob("code_hash"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .from("phone_codes", "user_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
