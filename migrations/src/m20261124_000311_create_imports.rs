use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, small_integer, small_integer_null, text,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(imports()).await?;
        let newest =
            Index::create().name("imports_of_company").table("imports").col("company_id").col("id").take();
        manager.create_index(newest).await?;
        manager.create_index(Index::create().name("imports_state").table("imports").col("state").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("imports").take()).await
    }
}

/// Lists that are taken in. Plan and reasons are JSON of `domain::imports`; every row of the list up to
/// the line `position` is taken in.
fn imports() -> TableCreateStatement {
    Table::create()
        .table("imports")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(big_integer_null("file_id"))
        .col(text("file_name"))
        .col(small_integer("format"))
        .col(small_integer("state"))
        .col(small_integer_null("problem"))
        .col(text("plan"))
        .col(big_integer("created_at"))
        .col(big_integer("created_by"))
        .col(big_integer_null("started_at"))
        .col(big_integer_null("ended_at"))
        .col(integer("total"))
        .col(integer("done"))
        .col(integer("added"))
        .col(integer("updated"))
        .col(integer("refused"))
        .col(integer("partial"))
        .col(integer("position"))
        .col(text("reasons"))
        .col(big_integer_null("lease_until"))
        .foreign_key(ForeignKey::create().from("imports", "company_id").to("companies", "id"))
        .take()
}
