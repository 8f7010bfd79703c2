use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, small_integer};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(memberships()).await?;
        manager
            .create_index(
                Index::create()
                    .name("memberships_user_id_company_id")
                    .table("memberships")
                    .col("user_id")
                    .col("company_id")
                    .unique()
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("memberships_company_id").table("memberships").col("company_id").take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("memberships").take()).await
    }
}

/// One seat of one person in one company; `rights` are the bits of `domain::rights`.
fn memberships() -> TableCreateStatement {
    Table::create()
        .table("memberships")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("user_id"))
        .col(big_integer("company_id"))
        .col(small_integer("role"))
        .col(big_integer("rights"))
        .col(big_integer_null("invited_by"))
        .col(big_integer("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("memberships", "user_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from("memberships", "company_id")
                .to("companies", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
