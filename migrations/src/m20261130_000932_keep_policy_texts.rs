use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{blob, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(policy_texts()).await?;
        let of_company = Index::create()
            .name("policy_events_policy_version_id_company_id")
            .table("policy_events")
            .col("policy_version_id")
            .col("company_id")
            .take();
        manager.create_index(of_company).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut of_company = Index::drop();
        of_company.name("policy_events_policy_version_id_company_id").table("policy_events");
        manager.drop_index(of_company).await?;
        manager.drop_table(Table::drop().table("policy_texts").take()).await
    }
}

/// The words that a proof is about, once for all whose page had the same: `policy_events.text_sha256`.
fn policy_texts() -> TableCreateStatement {
    Table::create()
        .table("policy_texts")
        .col(blob("sha256").primary_key().take())
        .col(text("title"))
        .col(text("body"))
        .take()
}
