use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, blob_null, small_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit_heads()).await?;
        manager.create_table(audit_log()).await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_log_company_id_sequence")
                    .table("audit_log")
                    .col("company_id")
                    .col("sequence")
                    .unique()
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("audit_log_actor_id").table("audit_log").col("actor_id").take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("audit_log").take()).await?;
        manager.drop_table(Table::drop().table("audit_heads").take()).await
    }
}

/// The end of each chain: locked while a row is appended.
fn audit_heads() -> TableCreateStatement {
    Table::create()
        .table("audit_heads")
        .col(big_integer("company_id").primary_key().take())
        .col(big_integer("sequence"))
        .col(blob("hash"))
        .take()
}

/// Changes, chained by `hash` per company (0: the platform). `details`, `address` and `salt` stand beside the chain,
/// which holds only `details_hash`: they can be erased and the chain still verifies.
fn audit_log() -> TableCreateStatement {
    Table::create()
        .table("audit_log")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(big_integer("sequence"))
        .col(big_integer("at"))
        .col(big_integer("actor_id"))
        .col(small_integer("via"))
        .col(text("action"))
        .col(text("target"))
        .col(blob("details_hash"))
        .col(blob("previous_hash"))
        .col(blob("hash"))
        .col(text_null("details"))
        .col(text_null("address"))
        .col(blob_null("salt"))
        .take()
}
