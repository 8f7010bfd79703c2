use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(files()).await?;
        for (name, column) in [("files_of_company", "company_id"), ("files_expiry", "expires_at")] {
            manager.create_index(Index::create().name(name).table("files").col(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("files").take()).await
    }
}

/// What lies in the folder of files; the contents are sealed there.
fn files() -> TableCreateStatement {
    Table::create()
        .table("files")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(big_integer("size"))
        .col(big_integer("created_at"))
        .col(big_integer_null("expires_at"))
        .foreign_key(ForeignKey::create().from("files", "company_id").to("companies", "id"))
        .take()
}
