use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(service_windows()).await?;
        let by_time =
            Index::create().name("service_windows_heard_at").table("service_windows").col("heard_at").take();
        manager.create_index(by_time).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("service_windows").take()).await
    }
}

/// When somebody last wrote to a WhatsApp account: for a day they can be answered without a template.
/// `is_open` is false when WhatsApp said otherwise, until a later message.
fn service_windows() -> TableCreateStatement {
    Table::create()
        .table("service_windows")
        .col(big_integer("company_id"))
        .col(text("address"))
        .col(big_integer("account_id"))
        .col(big_integer("heard_at"))
        .col(boolean("is_open"))
        .primary_key(Index::create().col("company_id").col("address").col("account_id"))
        .foreign_key(ForeignKey::create().from("service_windows", "company_id").to("companies", "id"))
        .foreign_key(ForeignKey::create().from("service_windows", "account_id").to("provider_accounts", "id"))
        .take()
}
