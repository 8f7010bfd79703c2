use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Who stands behind the brand by law.
const COLUMNS: [&str; 4] = ["trade_name", "mersis", "address", "kep"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            let column = text_null(name).take();
            manager.alter_table(Table::alter().table("platform_settings").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            manager.alter_table(Table::alter().table("platform_settings").drop_column(name).take()).await?;
        }
        Ok(())
    }
}
