use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(users()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("users").take()).await
    }
}

/// People who sign in; global, not of one company. The `_key` columns hold the folded form that sign-in looks up.
fn users() -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(big_integer("id").primary_key().take())
        .col(text("email"))
        .col(text("email_key").unique_key().take())
        .col(text("username"))
        .col(text("username_key").unique_key().take())
        .col(text("name"))
        .col(text_null("phone"))
        .col(text("password"))
        .col(big_integer("password_changed_at"))
        .col(text("lang"))
        .col(boolean("is_operator"))
        .col(big_integer_null("email_verified_at"))
        .col(big_integer_null("phone_verified_at"))
        .col(big_integer("created_at"))
        .col(big_integer_null("last_sign_in_at"))
        .col(big_integer_null("closed_at"))
        .take()
}
