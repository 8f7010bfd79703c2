use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, blob_null, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(second_factors()).await?;
        manager.create_table(recovery_codes()).await?;
        let of_user =
            Index::create().name("recovery_codes_user_id").table("recovery_codes").col("user_id").take();
        manager.create_index(of_user).await?;
        manager.create_table(sign_in_steps()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["sign_in_steps", "recovery_codes", "second_factors"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// `seed` and `fresh_codes` are sealed for the person. `last_step` is the time step of the last code that
/// was accepted: an earlier one, and itself, are refused.
fn second_factors() -> TableCreateStatement {
    Table::create()
        .table("second_factors")
        .col(big_integer("user_id").primary_key().take())
        .col(blob("seed"))
        .col(big_integer("last_step"))
        .col(big_integer("begun_at"))
        .col(big_integer_null("confirmed_at"))
        .col(blob_null("fresh_codes"))
        .col(big_integer_null("fresh_until"))
        .foreign_key(&mut of_user("second_factors"))
        .take()
}

/// `code_hash` is keyed, and of person and code.
fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(blob("code_hash").primary_key().take())
        .col(big_integer("user_id"))
        .col(big_integer_null("used_at"))
        .foreign_key(&mut of_user("recovery_codes"))
        .take()
}

/// Sign-ins whose password was right and whose code is waited for.
fn sign_in_steps() -> TableCreateStatement {
    Table::create()
        .table("sign_in_steps")
        .col(blob("cookie_hash").primary_key().take())
        .col(big_integer("user_id"))
        .col(text("next"))
        .col(big_integer("expires_at"))
        .foreign_key(&mut of_user("sign_in_steps"))
        .take()
}

fn of_user(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "user_id").to("users", "id").on_delete(ForeignKeyAction::Cascade).take()
}
