use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, integer, small_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(policy_versions()).await?;
        manager
            .create_index(
                Index::create()
                    .name("policy_versions_company_id_kind_version")
                    .table("policy_versions")
                    .col("company_id")
                    .col("kind")
                    .col("version")
                    .unique()
                    .take(),
            )
            .await?;
        manager.create_table(policy_events()).await?;
        manager
            .create_index(
                Index::create()
                    .name("policy_events_user_id_policy_version_id_act")
                    .table("policy_events")
                    .col("user_id")
                    .col("policy_version_id")
                    .col("act")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("policy_events").take()).await?;
        manager.drop_table(Table::drop().table("policy_versions").take()).await
    }
}

/// Documents, each version for good; `company_id` 0 means the operator's own.
fn policy_versions() -> TableCreateStatement {
    Table::create()
        .table("policy_versions")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("company_id"))
        .col(small_integer("kind"))
        .col(integer("version"))
        .col(text("title_tr"))
        .col(text("title_en"))
        .col(text("body_tr"))
        .col(text("body_en"))
        .col(big_integer("published_at"))
        .col(big_integer_null("published_by"))
        .take()
}

/// Proof of who was shown, or accepted, which version; `text_sha256` is of the text as it stood on the page.
fn policy_events() -> TableCreateStatement {
    Table::create()
        .table("policy_events")
        .col(big_integer("id").primary_key().take())
        .col(big_integer("user_id"))
        .col(big_integer_null("company_id"))
        .col(big_integer("policy_version_id"))
        .col(small_integer("act"))
        .col(big_integer("at"))
        .col(text("address"))
        .col(text("agent"))
        .col(text("lang"))
        .col(small_integer("via"))
        .col(blob("text_sha256"))
        .foreign_key(
            ForeignKey::create()
                .from("policy_events", "policy_version_id")
                .to("policy_versions", "id")
                .on_delete(ForeignKeyAction::Restrict),
        )
        .take()
}
