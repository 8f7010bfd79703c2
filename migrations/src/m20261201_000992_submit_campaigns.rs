use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Who asked for an approval and when; who sent it back, when, and with which words.
const NUMBERS: [&str; 4] = ["submitted_at", "submitted_by", "sent_back_at", "sent_back_by"];
const NOTE: &str = "sent_back_note";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in NUMBERS.map(big_integer_null).into_iter().chain([text_null(NOTE)]) {
            manager.alter_table(Table::alter().table("campaigns").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in NUMBERS.into_iter().chain([NOTE]) {
            manager.alter_table(Table::alter().table("campaigns").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
