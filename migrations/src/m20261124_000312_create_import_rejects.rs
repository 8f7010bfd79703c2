use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rejects()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("import_rejects").take()).await
    }
}

/// Rows that were refused, or taken in without a part; a row may have several parts.
fn rejects() -> TableCreateStatement {
    Table::create()
        .table("import_rejects")
        .col(big_integer("import_id"))
        .col(integer("line"))
        .col(small_integer("part"))
        .col(small_integer("reason"))
        .col(text("text"))
        .col(boolean("partial"))
        .primary_key(Index::create().col("import_id").col("line").col("part"))
        .foreign_key(
            ForeignKey::create()
                .from("import_rejects", "import_id")
                .to("imports", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
